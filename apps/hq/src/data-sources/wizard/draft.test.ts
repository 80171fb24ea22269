import { becomeSignedInAs } from "@rapport/app-shell";
import { afterEach, expect, test, vi } from "vitest";
import { forgetDrafts } from "./draft-storage.ts";
import { faultsOf, keepDraft, keptDraft, newDraft, stepFor, type Draft } from "./draft.ts";

const start = newDraft({ revenue: "Revenue", units: "Units", orders: "Orders", product: "Product" });
const of = (change: Partial<Draft>): Draft => ({ ...start, name: "Returns", ...change });
const faults = (step: Parameters<typeof faultsOf>[0], change: Partial<Draft>) => Object.fromEntries(faultsOf(step, of(change)));

test("FU19 a new draft lacks only its name", () => {
  expect(stepFor("summary", start)).toBe("name");
  expect(stepFor("type", start)).toBe("type");
  expect(stepFor("summary", of({}))).toBe("summary");
});
test("FU19 each field says what it needs", () => {
  expect(faults("name", { name: "  " })).toEqual({ name: "nameNeeded" });
  expect(faults("name", { name: "x".repeat(201) })).toEqual({ name: "tooLong" });
  expect(faults("name", { email: "shop at example.com" })).toEqual({ email: "noEmail" });
  expect(faults("name", { email: " shop@example.com " })).toEqual({});
  expect(faults("metrics", { metrics: [] })).toEqual({ metrics: "metricNeeded" });
  expect(faults("metrics", { metrics: [], type: "refund" })).toEqual({});
  const metrics = [
    { name: " ", to: "" },
    { name: "Sales", to: "Price" },
    { name: "Revenue", to: "Price" },
  ];
  expect(faults("metrics", { metrics })).toEqual({ "metrics.0.name": "columnNameNeeded", "metrics.0.to": "targetNeeded", "metrics.2.to": "targetTwice" });
  expect(stepFor("dimensions", of({ metrics }))).toBe("metrics");
  expect(faults("dimensions", { dimensions: Array.from({ length: 58 }, (_, n) => ({ name: "x", to: `Evar ${n + 1}` })) })).toEqual({ dimensions: "tooMany" });
});

afterEach(() => vi.unstubAllGlobals());

test("FU19 a draft is found by the person who began it alone, in its suite, and by nobody after a sign-out", () => {
  vi.stubGlobal("sessionStorage", storage());
  const mine = of({ name: "Mine" });
  becomeSignedInAs("ann");
  keepDraft("shop", mine);
  expect(keptDraft("shop")).toEqual(mine);
  expect(keptDraft("other")).toBeUndefined();
  becomeSignedInAs("bob");
  expect(keptDraft("shop")).toBeUndefined();
  keepDraft("shop", of({ name: "Bob's" }));
  becomeSignedInAs("ann");
  expect(keptDraft("shop")).toEqual(mine);
  sessionStorage.setItem("another", "stays");
  forgetDrafts();
  for (const person of ["ann", "bob"]) {
    becomeSignedInAs(person);
    expect(keptDraft("shop")).toBeUndefined();
  }
  expect(sessionStorage.getItem("another")).toBe("stays");
});

/** As a browser's: its keys are properties of it. */
function storage() {
  const methods = {
    getItem(this: Record<string, unknown>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, unknown>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, unknown>, key: string) {
      delete this[key];
    },
  };
  return Object.create(methods) as Storage;
}
