import { CustomerId } from "@rapport/contract";
import { MOST_CHOSEN } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { chosenOf, countOf, EVERYBODY, isChosen, NOBODY, toggled } from "./selection.ts";
import { WHOLE_STORE } from "./store-queries.ts";

const id = (n: number) => CustomerId.parse(`7f0c2a1e-52a5-4b83-9b39-0a7a6d1d${String(n).padStart(4, "0")}`);
const of = { view: WHOLE_STORE, matching: 2_000 };

test("R47 one who is taken out of all keeps the rest, also those that are not loaded", () => {
  const but = toggled(EVERYBODY, id(1))!;
  expect([isChosen(but, id(1)), isChosen(but, id(2)), countOf(but, of.matching)]).toEqual([false, true, 1_999]);
  expect(chosenOf(but, of)).toEqual({ kind: "view", view: WHOLE_STORE, except: [id(1)], expected: 1_999 });
  expect(toggled(but, id(1))).toEqual(EVERYBODY);
});

test("R47 clients who are chosen one by one are named, no more than one request takes", () => {
  const one = toggled(NOBODY, id(1))!;
  expect([isChosen(one, id(1)), isChosen(one, id(2)), chosenOf(one, of)]).toEqual([true, false, { kind: "clients", customerIds: [id(1)] }]);
  for (const all of [true, false]) {
    const full = { all, ids: new Set(Array.from({ length: MOST_CHOSEN }, (_, n) => id(n))) };
    expect([toggled(full, id(MOST_CHOSEN)), toggled(full, id(0))?.ids.size]).toEqual([null, MOST_CHOSEN - 1]);
  }
});
