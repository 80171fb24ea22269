import { readFileSync } from "node:fs";
import { LayoutColour } from "@rapport/contract/layouts";
import { describe, expect, test } from "vitest";
import { contrast } from "./contrast.fixture.ts";

const [tokens = "", tiles = ""] = ["tokens", "tiles"].map((name) => readFileSync(new URL(`./styles/${name}.css`, import.meta.url), "utf8"));
const PARTS = ["--tile", "--tile-ink", "--tile-ink-2", "--tile-mark", "--tile-mark-ink"] as const;

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(LayoutColour.options)("LA5 the words on a button of the colour %s can be read, and its picture stands out", (colour) => {
    const [ground, ink, second, mark, picture] = PARTS.map((part) => valueOf(tokenOf(part, colour), theme));
    expect(contrast(ink!, ground!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(second!, ground!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(picture!, mark!)).toBeGreaterThanOrEqual(3);
  });
});

/** The token of a part of a button: that of its colour, else that of every button. */
function tokenOf(part: string, colour: string): string {
  const own = [...tiles.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
    .filter(([, selector = ""]) => selector.includes(`[data-colour="${colour}"]`))
    .map(([, , body = ""]) => body);
  const every = /\.r-tile \{([^}]*)\}/.exec(tiles)?.[1] ?? "";
  const found = [...own.toReversed(), every].map((body) => new RegExp(`${part}: var\\((--[\\w-]+)\\)`).exec(body)?.[1]).find((token) => token !== undefined);
  if (found === undefined) throw new Error(`${colour} has no ${part}`);
  return found;
}

function valueOf(token: string, theme: "light" | "dark"): string {
  const [, light = "", dark = ""] = new RegExp(`${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens) ?? [];
  return theme === "light" ? light : dark;
}
