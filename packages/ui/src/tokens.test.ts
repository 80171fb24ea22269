import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrast } from "./contrast.fixture.ts";

const css = readFileSync(new URL("./styles/tokens.css", import.meta.url), "utf8");
const THEMES = ["light", "dark"] as const;
const INKS = ["--ink", "--ink-2", "--ink-3", "--accent", "--good", "--warn", "--bad", "--info"];
const GROUNDS = ["--paper", "--surface", "--sunk", "--hover", "--accent-soft"];

describe.each(THEMES)("the %s theme", (name) => {
  const colour = (token: string) => {
    const found = new RegExp(`${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css)?.[THEMES.indexOf(name) + 1];
    if (found === undefined) throw new Error(`${token} is not a six-digit colour in the ${name} theme`);
    return found;
  };

  test.for(INKS)("%s can be read on every background (4.5 to 1)", (ink) => {
    const ratios = GROUNDS.map((ground) => [ground, contrast(colour(ink), colour(ground))] as const);
    expect(ratios.filter(([, ratio]) => ratio < 4.5)).toEqual([]);
  });

  test.for(["good", "warn", "bad", "info"])("--%s can be read on its own soft background, and so can the ink", (tone) => {
    expect(Math.min(contrast(colour(`--${tone}`), colour(`--${tone}-soft`)), contrast(colour("--ink"), colour(`--${tone}-soft`)))).toBeGreaterThanOrEqual(4.5);
  });

  test("the text on an accent button can be read", () => {
    expect(Math.min(contrast(colour("--accent-ink"), colour("--accent")), contrast(colour("--accent-ink"), colour("--accent-hover")))).toBeGreaterThanOrEqual(
      4.5,
    );
  });

  test("the initials can be read on every tint", () => {
    expect(Math.min(...[1, 2, 3, 4, 5, 6].map((tint) => contrast(colour("--tint-ink"), colour(`--tint-${tint}`))))).toBeGreaterThanOrEqual(4.5);
  });

  test("the border of a field and the focus ring stand out from every background (3 to 1)", () => {
    const ratios = GROUNDS.flatMap((ground) => [contrast(colour("--field"), colour(ground)), contrast(colour("--focus"), colour(ground))]);
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(3);
  });
});

test("the theme is light unless the device or the person asks for the dark one", () => {
  expect(blockAfter(":root {")).toContain("color-scheme: light;");
  expect(blockAfter(':root:not([data-theme="light"]) {')).toContain("color-scheme: dark;");
  expect(blockAfter(':root[data-theme="dark"] {')).toContain("color-scheme: dark;");
});

function blockAfter(selector: string): string {
  const from = css.indexOf(selector);
  if (from === -1) throw new Error(`tokens.css has no ${selector}`);
  return css.slice(from, css.indexOf("}", from));
}
