import { ActivityTypeCode } from "@rapport/contract";
import { expect, test } from "vitest";
import { typeOfContact } from "./activity-types.ts";

const type = (code: string, en: string, nl?: string) => ({ code: ActivityTypeCode.parse(code), name: { en, ...(nl !== undefined && { nl }) } });
const TYPES = [type("visit", "Store visit", "Winkelbezoek"), type("phone", "Phone call"), type("email", "E-mail"), type("wa", "WhatsApp")];

test("a contact that was started from the page finds the retailer's type for it by its words", () => {
  expect((["call", "mail"] as const).map((channel) => typeOfContact(channel, TYPES)?.code)).toEqual(["phone", "email"]);
  expect(typeOfContact("mail", TYPES.slice(0, 2))).toBeUndefined();
  for (const name of ["Gebeld", "Bellen", "Telefoongesprek", "Belafspraak", "Video call", "Videocall"]) {
    expect(typeOfContact("call", [type("x1", "Contact", name)])?.code).toBe("x1");
  }
  for (const name of ["Gemaild", "Email", "E-mailtje", "Mail"]) expect(typeOfContact("mail", [type("x1", "Contact", name)])?.code).toBe("x1");
  expect(typeOfContact("call", [type("phone_call", "Contact")])?.code).toBe("phone_call");
  for (const name of ["SMS", "Text", "Text message", "Sms-bericht"]) expect(typeOfContact("text", [type("x1", "Contact", name)])?.code).toBe("x1");
  expect(typeOfContact("text", [type("x1", "Textile advice"), type("x2", "Context")])).toBeUndefined();
});

test("a type whose word only holds another word is not taken for it", () => {
  const others = [
    type("a", "Belt fitting"),
    type("b", "Label"),
    type("c", "Bella line"),
    type("d", "Recall of goods"),
    type("e", "Calligraphy"),
    type("f", "Chainmail care"),
  ];
  expect(typeOfContact("call", others)).toBeUndefined();
  expect(typeOfContact("mail", others)).toBeUndefined();
});
