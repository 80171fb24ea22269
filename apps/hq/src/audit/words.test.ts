import { sideOf } from "@rapport/contract";
import { ENDPOINTS } from "@rapport/contract/endpoints";
import { expect, test } from "vitest";
import { endpointTexts } from "./endpoint-texts.ts";
import { isRead } from "./is-read.ts";
import { namedByAddress } from "./named-by-address.ts";

test("every change at headquarters that the log can name by its endpoint has words in both languages", () => {
  const named = ENDPOINTS.filter(
    ({ method, permission, errors }) => method !== "GET" && errors === "problem" && ["headquarters", "person"].includes(sideOf(permission)),
  );
  expect(named.map(({ name }) => name).filter((name) => !Object.hasOwn(endpointTexts.messages.en, name))).toEqual([]);
});

test("only of what was merely seen does an entry say that nothing was changed", () => {
  expect(["previewLeave", "findAlikeCustomers", "getRejected", "customer.viewed", "audit.exported"].map(isRead)).toEqual([true, true, true, true, true]);
  expect(["putWorker", "putFeature", "deleteStore", "customer.saved", "register.activated"].map(isRead)).toEqual([false, false, false, false, false]);
});

test("an entry that has only the called address names what the address is about", () => {
  expect(namedByAddress("/api/legal-entities/LINDEN/workers/1001")).toEqual({ thing: "worker", id: "1001" });
  expect(namedByAddress("/api/legal-entities/LINDEN/client-books/A%201/leaves/preview")).toEqual({ thing: "clientBook", id: "A 1" });
  expect(namedByAddress("/api/features/clienteling")).toEqual({ thing: "feature", id: "clienteling" });
  for (const path of ["/api/legal-entities/LINDEN/customers/search", "/api/legal-entities/LINDEN/parameters", "/api/hq/password", "/api/users/%"])
    expect(namedByAddress(path)).toBeUndefined();
});
