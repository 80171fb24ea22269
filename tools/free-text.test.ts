import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findFreeText } from "./free-text.ts";

const root = mkdtempSync(join(tmpdir(), "free-text-"));
afterAll(() => rmSync(root, { recursive: true }));
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

test("no refusal and no schema has a text of its own, and the server has no texts of screens", () => {
  expect(findFreeText(join(import.meta.dirname, ".."))).toEqual([]);
});

test("planted texts are found, codes are not", () => {
  expect(findFreeText(root)).toEqual(["no refusal found: this check would pass on nothing"]);
  write("apps/server/src/good.ts", 'throw new Refusal("store.unknown", { store });\nthrow new Refusal(\n  "number_sequence.missing",\n  {},\n);\n');
  write("packages/contract/src/good.ts", 'export const A = z.string().regex(/^a$/, wrongAs("form.a")).min(1).max(3);\n');
  expect(findFreeText(root)).toEqual([]);
  write(
    "apps/server/src/bad.ts",
    '\nthrow new Refusal("conflict", "There is a store already.");\nthrow new Refusal(`no store ${store}`, {});\nthrow new Refusal(reason, {});\n',
  );
  write(
    "packages/contract/src/bad.ts",
    'export const A = z.string().regex(/^a$/, "is not an a");\nexport const B = z.enum(["a"], { error: "is not an a" });\n',
  );
  write("packages/domain/src/bad.ts", 'const YES = { en: "Yes", nl: "Ja" };\nconst LABEL = { en: value, nl: value };\n');
  expect(findFreeText(root)).toEqual([
    "apps/server/src/bad.ts:2",
    "apps/server/src/bad.ts:3",
    "apps/server/src/bad.ts:4",
    "packages/contract/src/bad.ts:1",
    "packages/contract/src/bad.ts:2",
    "packages/domain/src/bad.ts:1",
  ]);
});
