import { ActivityTypeCode } from "@rapport/contract";
import { expect, test } from "vitest";
import { keptTypes } from "./kept-types.ts";

const TYPES = { activityTypes: [{ code: ActivityTypeCode.parse("visit"), name: { en: "Store visit" } }], fetchedAt: "2026-03-02T12:00:00Z" };

test("R60 the last activity types are on the device without a network, of their legal entity only", () => {
  const lying = new Map<string, string>();
  const storage = { getItem: (key: string) => lying.get(key) ?? null, setItem: (key: string, value: string) => void lying.set(key, value) };
  expect(keptTypes({ storage, legalEntity: "NL01" }).read()).toBeUndefined();
  keptTypes({ storage, legalEntity: "NL01" }).keep(TYPES);
  expect(keptTypes({ storage, legalEntity: "NL01" }).read()).toEqual(TYPES);
  expect(keptTypes({ storage, legalEntity: "US01" }).read()).toBeUndefined();
  for (const key of lying.keys()) lying.set(key, "not json");
  expect(keptTypes({ storage, legalEntity: "NL01" }).read()).toBeUndefined();
  expect(() =>
    keptTypes({
      storage: {
        ...storage,
        setItem: () => {
          throw new DOMException("full", "QuotaExceededError");
        },
      },
      legalEntity: "NL01",
    }).keep(TYPES),
  ).not.toThrow();
});
