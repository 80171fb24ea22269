import { Customer, type Reached } from "@rapport/contract/customers";
import { expect, test } from "vitest";
import { consentsMeantByFeed, consentsWithoutProof, consentsWithoutState, withConsents } from "./consents.ts";

const nobody = Customer.parse({ accountNumber: "1", lastName: "Bos" });
const now = { at: "2026-03-02T12:00:00.000Z", where: "Spui" };
const of = (fields: Partial<Reached>) => ({ ...nobody, ...fields });
const known = of({ consentPhone: "allowed", consentPhoneAt: "2024-01-31", consentPhoneWhere: "a letter" });
const written = (change: Partial<Reached>, before: typeof nobody = known) => withConsents({ ...before, ...change }, { before, change, now });
const proven = (state: Reached["consentPhone"], at: string, where: string) => of({ consentPhone: state, consentPhoneAt: at, consentPhoneWhere: where });

test("HC9 another answer has the whole proof of its write: what that leaves out is now and here; one that stays keeps its own", () => {
  expect(withConsents(of({ consentEmail: "allowed" }), { before: undefined, change: { consentEmail: "allowed" }, now })).toEqual(
    of({ consentEmail: "allowed", consentEmailAt: now.at, consentEmailWhere: "Spui" }),
  );
  expect(withConsents({ ...known, city: "Gent" }, { before: known, change: {}, now })).toEqual({ ...known, city: "Gent" });
  expect(written({ consentPhone: "allowed", consentPhoneAt: "2024-01-31", consentPhoneWhere: "a letter" })).toEqual(known);
  // What was known of the other answer is no proof of this one.
  expect(written({ consentPhone: "notAllowed" })).toEqual(proven("notAllowed", now.at, "Spui"));
  expect(written({ consentPhone: "notAllowed", consentPhoneAt: "2026-02-01" })).toEqual(proven("notAllowed", "2026-02-01", "Spui"));
  expect(written({ consentPhone: "notAllowed", consentPhoneWhere: "the web shop" })).toEqual(proven("notAllowed", now.at, "the web shop"));
});

test("HC9 another answer of the same day and place keeps them, and another day of the same answer leaves the place before behind", () => {
  const said = { consentPhone: "notAllowed", consentPhoneAt: "2024-01-31", consentPhoneWhere: "a letter" } as const;
  expect(written(said)).toEqual(of(said));
  for (const change of [{ consentPhoneAt: "2026-02-01" }, { consentPhone: "allowed", consentPhoneAt: "2026-02-01" }] as const)
    expect(written(change)).toEqual(proven("allowed", "2026-02-01", "Spui"));
  expect(written({ consentPhoneWhere: "a mail" })).toEqual(proven("allowed", "2024-01-31", "a mail"));
});

test("HC9 a proof is not emptied without another answer; the same answer with empty ones says nothing", () => {
  const emptied = (change: Parameters<typeof consentsWithoutProof>[0]) => consentsWithoutProof(change, { before: known, after: known });
  expect(emptied({ consentPhoneAt: null, consentPhoneWhere: "" })).toEqual(["consentPhoneAt", "consentPhoneWhere"]);
  expect(emptied({ consentPhone: "allowed", consentPhoneAt: null, consentEmailAt: null })).toEqual([]);
  expect(written({ consentPhone: "allowed", consentPhoneAt: "", consentPhoneWhere: "" })).toEqual(known);
});

test("HC9 nothing known has no time and no place, and a change that gives them alone is told", () => {
  const before = of({ consentText: "allowed", consentTextAt: "2024-01-31", consentTextWhere: "a letter" });
  const after = { ...before, consentText: "" as const };
  expect(withConsents(after, { before, change: { consentText: "" }, now })).toEqual(nobody);
  expect(consentsWithoutState({ consentText: "", consentTextAt: "2024-01-31" }, { before, after })).toEqual([]);
  expect(consentsWithoutState({ consentTextAt: "2025-01-31", consentPostWhere: "Spui" }, { before, after })).toEqual(["consentTextAt", "consentPostWhere"]);
});

const refused = proven("notAllowed", "2026-11-30T10:00:00.000Z", "Store 1");
const allowed = proven("allowed", "2026-11-30T10:00:00.000Z", "Store 1");
const CASES = [
  ["an undated permission", refused, { consentPhone: "allowed" }, "stands"],
  ["nothing known", refused, { consentPhone: null, consentPhoneAt: "2026-12-24" }, "stands"],
  ["an earlier permission", refused, { consentPhone: "allowed", consentPhoneAt: "2024-01-31" }, "stands"],
  ["a permission of that day", refused, { consentPhone: "allowed", consentPhoneAt: "2026-11-30" }, "stands"],
  ["a later permission", refused, { consentPhone: "allowed", consentPhoneAt: "2026-12-01" }, "counts"],
  ["a permission of an hour later", refused, { consentPhone: "allowed", consentPhoneAt: "2026-11-30T11:00:00Z" }, "counts"],
  ["an earlier day of the refusal", refused, { consentPhoneAt: "2024-01-31" }, "stands"],
  ["another place of the refusal", refused, { consentPhoneWhere: "the web shop" }, "stands"],
  ["a refusal again", refused, { consentPhone: "notAllowed" }, "says nothing"],
  ["an undated refusal", allowed, { consentPhone: "notAllowed" }, "counts"],
  ["a refusal of that day", allowed, { consentPhone: "notAllowed", consentPhoneAt: "2026-11-30" }, "counts"],
  ["an earlier refusal", allowed, { consentPhone: "notAllowed", consentPhoneAt: "2026-11-29" }, "stands"],
  ["nothing known any more", allowed, { consentPhone: null }, "stands"],
  ["an earlier permission again", allowed, { consentPhone: "allowed", consentPhoneAt: "2024-01-31" }, "stands"],
  ["a permission where nothing is known", nobody, { consentPhone: "allowed" }, "counts"],
] as const;

test.each(CASES)("HC9 a feed never undoes a refusal: %s", (_, before, change, fate) => {
  const meant = consentsMeantByFeed<Parameters<typeof consentsWithoutState>[0]>({ preferredLanguage: "nl", ...change }, before);
  expect(meant.change).toEqual({ preferredLanguage: "nl", ...(fate === "counts" && change) });
  expect(meant.stands).toEqual(fate === "stands" ? [Object.keys(change)[0]] : []);
});
