import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** One planted fault a file: path, text, the rule that must report it. */
const PLANTS = [
  ["apps/server/src/a/floating.ts", `async function save(): Promise<void> {}\nexport function run(): void {\n  save();\n}`, "typescript(no-floating-promises)"],
  [
    "apps/server/src/a/misused.ts",
    `export function run(list: string[]): void {\n  list.forEach(async (item) => {\n    await Promise.resolve(item);\n  });\n}`,
    "typescript(no-misused-promises)",
  ],
  [
    "apps/server/src/a/return-await.ts",
    `async function save(): Promise<number> {\n  return Promise.resolve(1);\n}\nexport async function run(): Promise<number> {\n  try {\n    return save();\n  } catch (cause) {\n    throw new Error("not saved", { cause });\n  }\n}`,
    "typescript(return-await)",
  ],
  [
    "apps/server/src/a/switch.ts",
    `export function say(kind: "a" | "b"): string {\n  switch (kind) {\n    case "a":\n      return "A";\n  }\n  return "";\n}`,
    "typescript(switch-exhaustiveness-check)",
  ],
  ["apps/server/src/a/any.ts", `export function take(value: any): void {\n  void value;\n}`, "typescript(no-explicit-any)"],
  ["apps/server/src/a/unsafe.ts", `const parsed = JSON.parse("{}");\nexport const run = (): unknown => parsed.go();`, "typescript(no-unsafe-call)"],
  ["apps/server/src/a/default.ts", `export default function run(): void {}`, "import(no-default-export)"],
  ["apps/server/src/a/console.ts", `export function run(): void {\n  console.log("hello");\n}`, "eslint(no-console)"],
  ["apps/server/src/a/env.ts", `export const port = process.env["PORT"];`, "node(no-process-env)"],
  ["apps/server/src/a/swallow.ts", `export function run(): void {\n  try {\n    JSON.parse("{");\n  } catch {}\n}`, "eslint(no-empty)"],
  ["apps/server/src/a/long.ts", `export const first = 1;\n${"\n".repeat(298)}export const last = 300;\n// 301`, "eslint(max-lines)"],
  ["apps/server/src/a/long.test.ts", `${"\n".repeat(400)}export const last = 401;`, "eslint(max-lines)"],
  ["apps/server/src/a/cycle-one.ts", `import { two } from "./cycle-two.ts";\nexport const one = (): number => two();`, "import(no-cycle)"],
  ["apps/server/src/a/cycle-two.ts", `import { one } from "./cycle-one.ts";\nexport const two = (): number => one();`, "import(no-cycle)"],
  ["packages/domain/src/node.ts", `import { readFileSync } from "node:fs";\nexport const read = readFileSync;`, "eslint(no-restricted-imports)"],
  ["packages/domain/src/now.ts", `export const now = (): number => Date.now();`, "eslint(no-restricted-properties)"],
  ["packages/domain/src/chance.ts", `export const chance = (): number => Math.random();`, "eslint(no-restricted-properties)"],
  ["packages/contract/src/node.ts", `import { sep } from "node:path";\nexport const mark = sep;`, "eslint(no-restricted-imports)"],
  ["apps/pos/src/node.ts", `import { sep } from "node:path";\nexport const mark = sep;`, "eslint(no-restricted-imports)"],
  [
    "apps/hq/src/hook.tsx",
    `import { useState } from "react";\nexport function Sometimes({ on }: { on: boolean }) {\n  if (on) {\n    const [value] = useState(1);\n    return <p>{value}</p>;\n  }\n  return <p>off</p>;\n}`,
    "react-hooks(rules-of-hooks)",
  ],
  [
    "apps/hq/src/deps.tsx",
    `import { useEffect } from "react";\nexport function Titled({ title }: { title: string }) {\n  useEffect(() => {\n    document.title = title;\n  }, []);\n  return <p>{title}</p>;\n}`,
    "react-hooks(exhaustive-deps)",
  ],
  ["apps/hq/src/a.test.ts", `import { test, expect } from "vitest";\ntest.skip("later", () => {\n  expect(1).toBe(1);\n});`, "vitest(no-disabled-tests)"],
] as const;
const SOUND = "packages/domain/src/sound.ts";
/** The most lines of a source, and of a test. */
const LONG = [
  ["packages/domain/src/long.ts", `${"\n".repeat(299)}export const last = 300;`],
  ["packages/domain/src/long.test.ts", `${"\n".repeat(399)}export const last = 400;`],
] as const;

let folder: string;
let found: { rule: string; file: string }[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lint-"));
  for (const name of [".oxlintrc.json", "tsconfig.json"]) cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [path, text] of [...PLANTS, ...LONG, [SOUND, `export const twice = (value: number): number => value * 2;`]] as const) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
  found = await lint();
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(PLANTS)("%s is reported", (path, _, rule) => {
  expect(found.filter(({ file }) => file === path).map((fault) => fault.rule)).toContain(rule);
});

test("a correct file, and one with the most lines allowed, are not reported", () => {
  const sound = [SOUND, ...LONG.map(([path]) => path)];
  expect(found.filter(({ file }) => sound.includes(file))).toEqual([]);
});

async function lint(): Promise<typeof found> {
  const run = promisify(execFile)(join(root, "node_modules/.bin/oxlint"), ["--format", "json", "apps", "packages"], { cwd: folder, maxBuffer: 1e8 });
  const output = await run.then(
    () => "",
    (failure: { stdout?: string }) => failure.stdout ?? "",
  );
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string }[] };
  return diagnostics.map(({ code, filename }) => ({ rule: code, file: filename }));
}
