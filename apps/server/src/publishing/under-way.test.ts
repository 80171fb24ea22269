import { expect, test } from "vitest";
import { underWay } from "./under-way.ts";

test("R82 what suspended sessions hold up is named, also of a paused store, and each session is looked at a few times however many there are", () => {
  const many = 2_000;
  let looks = 0;
  const open = Array.from({ length: many * 2 }, (_, n) => ({
    number: n + 1,
    run: 1,
    get store() {
      looks += 1;
      return String((n % many) + 1);
    },
    state: n < many ? ("suspended" as const) : ("available" as const),
    sections: {},
  }));
  const known = Array.from({ length: many }, (_, n) => ({ store: String(n + 1), name: `Store ${n + 1}`, number: 1, sections: {}, paused: n === 0 }));
  const { held } = underWay({ known: known as never, open: open as never, hashesOf: () => ({}) });
  expect(held.length).toBe(50);
  expect(held.slice(0, 2)).toEqual([
    { session: 1, run: 1, store: "1", name: "Store 1", behind: 1 },
    { session: 2, run: 1, store: "2", name: "Store 2", behind: 1 },
  ]);
  expect(looks).toBeLessThanOrEqual(4 * open.length);
});
