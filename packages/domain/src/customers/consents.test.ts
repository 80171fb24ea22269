import { Customer, type Reached } from "@rapport/contract/customers";
import { expect, test } from "vitest";
import { consentsWithoutState, withConsents } from "./consents.ts";

const nobody = Customer.parse({ accountNumber: "1", lastName: "Bos" });
const now = { at: "2026-03-02T12:00:00.000Z", where: "Spui" };
const of = (fields: Partial<Reached>) => ({ ...nobody, ...fields });

test("HC9 a consent that changes has when and where it was given: as it is said, else now and here; one that stays keeps its own", () => {
  const before = of({ consentPhone: "allowed", consentPhoneAt: "2024-01-31", consentPhoneWhere: "a letter" });
  expect(withConsents(of({ consentEmail: "allowed" }), { before: undefined, now })).toEqual(
    of({ consentEmail: "allowed", consentEmailAt: now.at, consentEmailWhere: "Spui" }),
  );
  expect(withConsents({ ...before, city: "Gent" }, { before, now })).toEqual({ ...before, city: "Gent" });
  // What was known of the other answer is no proof of this one, also where a file repeats it.
  expect(withConsents({ ...before, consentPhone: "notAllowed" as const }, { before, now })).toEqual(
    of({ consentPhone: "notAllowed", consentPhoneAt: now.at, consentPhoneWhere: "Spui" }),
  );
  const said = { ...before, consentPhone: "notAllowed" as const, consentPhoneAt: "2026-02-01" };
  expect(withConsents(said, { before, now })).toEqual(said);
});

test("HC9 nothing known has no time and no place, and a change that gives them alone is told", () => {
  const before = of({ consentText: "allowed", consentTextAt: "2024-01-31", consentTextWhere: "a letter" });
  const after = { ...before, consentText: "" as const };
  expect(withConsents(after, { before, now })).toEqual(nobody);
  expect(consentsWithoutState({ consentText: "", consentTextAt: "2024-01-31" }, { before, after })).toEqual([]);
  expect(consentsWithoutState({ consentTextAt: "2025-01-31", consentPostWhere: "Spui" }, { before, after })).toEqual(["consentTextAt", "consentPostWhere"]);
});
