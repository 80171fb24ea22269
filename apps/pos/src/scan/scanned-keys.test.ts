import { expect, test } from "vitest";
import { hearKey, NO_RUN, type TimedKey } from "./scanned-keys.ts";

/** What is heard of keys that come `gap` ms after each other, and which of them press no button. */
function heard(keys: readonly string[], gap: number | ((at: number) => number), repeat = false) {
  let run = NO_RUN;
  let at = 1_000;
  const codes: string[] = [];
  const heldBack: string[] = [];
  for (const [n, key] of keys.entries()) {
    at += typeof gap === "number" ? gap : gap(n);
    const timed: TimedKey = { key, at, repeat: repeat && n > 0 };
    const answer = hearKey(run, timed);
    run = answer.run;
    if (answer.code !== null) codes.push(answer.code);
    if (answer.holdBack) heldBack.push(key);
  }
  return { codes, heldBack };
}

const scanned = (code: string) => [...Array.from(code), "Enter"];

test("CS16 what a scanner types is a code, with capitals, blanks and signs of any script, and its Enter presses nothing", () => {
  for (const gap of [0, 1, 12, 49]) {
    expect(heard(scanned("C-2"), gap)).toEqual({ codes: ["C-2"], heldBack: ["Enter"] });
    expect(heard(["Shift", "C", "-", "2", "Enter"], gap).codes).toEqual(["C-2"]);
    expect(heard(["4", "0", "Shift", "A", "Shift", "B", "Enter"], gap).codes).toEqual(["40AB"]);
  }
  expect(heard(scanned("12 34"), 5)).toEqual({ codes: ["12 34"], heldBack: [" ", "Enter"] });
  expect(heard(scanned("カード👜"), 5).codes).toEqual(["カード👜"]);
  expect(heard([...scanned("C-1"), ...scanned("C-2")], 5).codes).toEqual(["C-1", "C-2"]);
});

test("CS16 blanks around a code are not of it", () => {
  expect(heard(scanned("  C-2 "), 5).codes).toEqual(["C-2"]);
  expect(heard(scanned("    "), 5)).toEqual({ codes: [], heldBack: [] });
});

test("CS16 what a person types is no scan: the blank and Enter press the button that has the focus", () => {
  expect(heard([" "], 0)).toEqual({ codes: [], heldBack: [] });
  expect(heard([" ", " "], 30)).toEqual({ codes: [], heldBack: [] });
  expect(heard([" ", "Enter"], 30)).toEqual({ codes: [], heldBack: [] });
  expect(heard(["Shift", " "], 30)).toEqual({ codes: [], heldBack: [] });
  expect(heard(["Enter"], 0)).toEqual({ codes: [], heldBack: [] });
  expect(heard(scanned("x"), 10)).toEqual({ codes: [], heldBack: [] });
  expect(heard(scanned("xy"), 10)).toEqual({ codes: [], heldBack: [] });
  for (const gap of [50, 120, 500]) expect(heard(scanned("C-2 of Ann"), gap)).toEqual({ codes: [], heldBack: [] });
});

test("CS16 a pause, another key, or a key that is held down ends a run", () => {
  expect(heard(scanned("C-1234"), (n) => (n === 2 ? 400 : 5)).codes).toEqual(["1234"]);
  expect(heard(scanned("C-12"), (n) => (n === 4 ? 400 : 5)).codes).toEqual([]);
  expect(heard(["a", "b", "c", "Tab", "Enter"], 5).codes).toEqual([]);
  expect(heard(["a", "b", "c", "Backspace", "d", "Enter"], 5).codes).toEqual([]);
  expect(heard(["x", "x", "x", "x", "x"], 33, true)).toEqual({ codes: [], heldBack: [] });
  expect(heard([" ", " ", " ", " ", "Enter"], 33, true)).toEqual({ codes: [], heldBack: [] });
});
