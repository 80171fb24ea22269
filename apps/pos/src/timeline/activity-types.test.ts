import { ActivityTypeCode } from "@rapport/contract";
import { expect, test } from "vitest";
import { typeOfContact } from "./activity-types.ts";

const type = (code: string, en: string, nl?: string) => ({ code: ActivityTypeCode.parse(code), name: { en, ...(nl !== undefined && { nl }) } });
const TYPES = [type("visit", "Store visit", "Winkelbezoek"), type("phone", "Phone call"), type("email", "E-mail"), type("wa", "WhatsApp")];

test("a contact that was started from the page finds the retailer's type for it by its words", () => {
  expect((["call", "mail", "text"] as const).map((channel) => typeOfContact(channel, TYPES)?.code)).toEqual(["phone", "email", "wa"]);
  expect(typeOfContact("mail", TYPES.slice(0, 2))).toBeUndefined();
  expect(typeOfContact("call", [type("x1", "Contact", "Gebeld")])?.code).toBe("x1");
});
