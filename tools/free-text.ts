// No sentence is made outside the tables of `packages/contract/src/refusals`: a refusal is thrown by a code, and a schema names a code. Only the
// apps have texts in the languages of the screens.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";

const SOURCES = ["apps/*/src/**/*.{ts,tsx}", "packages/*/src/**/*.{ts,tsx}"];
const TABLES = "packages/contract/src/refusals/";
const CODE = /^(?:"[a-z_]+\.[a-z0-9_]+"|\.\.\.given\b)/;
/** A check of a schema with a text of its own: `.regex(/x/, "is no x")`, `{ error: "is no x" }`. */
const SCHEMA_TEXT = /(?:\.(?:regex|refine|min|max|length)\([^"\n]*,\s*|\b(?:error|message):\s*)["`][^"`]* /;
/** A text in a screen's language: `{ en: "Yes", nl: "Ja" }`. */
const SCREEN_TEXT = /\b(?:en|nl): ["`]/;

/** Every place under `root` with a text of its own, as `file:line`. Fails when it finds no refusal at all. */
export function findFreeText(root: string): string[] {
  const files = globSync(SOURCES, { cwd: root, ignore: ["**/*.test.{ts,tsx}", "**/*.fixture.ts"] });
  const read = files.map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const refusals = read.flatMap(({ file, text }) =>
    [...text.matchAll(/new Refusal\(\s*/g)].map((match) => ({ file, text, at: match.index + match[0].length })),
  );
  if (refusals.length === 0) return ["no refusal found: this check would pass on nothing"];
  const free = refusals.filter(({ text, at }) => !CODE.test(text.slice(at)));
  const schemas = read.filter(({ file }) => file.startsWith("packages/contract/src/") && !file.startsWith(TABLES));
  const served = read.filter(({ file }) => /^(?:apps\/server|packages\/(?:domain|operational|warehouse))\/src\//.test(file));
  return [...free.map(({ file, text, at }) => `${file}:${lineOf(text, at)}`), ...linesWith(SCHEMA_TEXT, schemas), ...linesWith(SCREEN_TEXT, served)].toSorted();
}

function linesWith(wrong: RegExp, files: readonly { file: string; text: string }[]): string[] {
  return files.flatMap(({ file, text }) => text.split("\n").flatMap((line, i) => (wrong.test(line) ? [`${file}:${i + 1}`] : [])));
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
