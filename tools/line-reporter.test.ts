import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test("passed and failed tests are counted on the last line, and a failure shows in the exit code", async () => {
  expect(await run({ "a.test.ts": `test("one", () => {}); test("two", () => {}); test("three", () => { throw new Error("no"); });` })).toEqual({
    lastLine: "2 passed, 1 failed",
    code: 1,
  });
});

test("what failed is told once more right before the last line, with the first line of its error", async () => {
  const { output } = await runWhole({
    "a.test.ts": `describe("part", () => { test("one", () => { throw new Error("no row\\nof this file"); }); test("two", () => {}); });`,
    "b.test.ts": `import "./missing.ts";`,
  });
  expect(output.trimEnd().split("\n").slice(-3).toSorted()).toEqual([
    "1 passed, 2 failed",
    "FAILED a.test.ts > part > one: no row",
    expect.stringMatching(/^FAILED b\.test\.ts: .*missing\.ts/),
  ]);
});

test.each([
  ["a file that cannot be loaded", `import "./missing.ts";`, "0 passed, 1 failed"],
  ["a test that skips itself", `test("one", () => {}); test.skip("two", () => {}); test("three", ({ skip }) => skip());`, "1 passed, 2 failed"],
  [
    "a suite whose preparation failed",
    `describe("s", () => { beforeAll(() => { throw new Error("no store"); }); test("one", () => {}); });`,
    "0 passed, 2 failed",
  ],
  [
    "an error outside of any test",
    `test("one", () => { setTimeout(() => { throw new Error("later"); }, 1); return new Promise((done) => setTimeout(done, 20)); });`,
    "1 passed, 1 failed",
  ],
])("%s counts as failed", async (_, text, lastLine) => {
  expect(await run({ "a.test.ts": text })).toEqual({ lastLine, code: 1 });
});

test("a test that says why this machine cannot run it is told with its reason, and counts as neither passed nor failed", async () => {
  const { output, code } = await runWhole({
    "a.test.ts": `test("one", () => {}); test("two", ({ skip }) => skip("there is no disk")); test.skip("three", () => {});`,
  });
  expect(output).toContain("SKIPPED, neither passed nor failed, because this machine cannot do what they need:\n  a.test.ts > two: there is no disk\n");
  expect({ lastLine: lastLineOf(output), code }).toEqual({ lastLine: "1 passed, 1 failed", code: 1 });
});

test("a run without failures ends with code 0, and lists the slowest files and tests before the last line, slowest first", async () => {
  const wait = (ms: number) => `() => new Promise((done) => setTimeout(done, ${ms}))`;
  const { output, code } = await runWhole({
    "a.test.ts": `test("quick", () => {}); test("slow", ${wait(700)});`,
    "b.test.ts": `describe("part", () => { test("slower", ${wait(3000)}); });`,
  });
  const told = output.split("\n").flatMap((line) => /^ +\d+\.\d s {2}(.+)$/.exec(line)?.slice(1) ?? []);
  expect(told).toEqual(["b.test.ts", "a.test.ts", "b.test.ts > part > slower", "a.test.ts > slow", "a.test.ts > quick"]);
  expect({ lastLine: lastLineOf(output), code }).toEqual({ lastLine: "3 passed, 0 failed", code: 0 });
});

test("tests left out by a name on the command line are not failures; with a file for the counts, the line goes there and not to the terminal", async () => {
  const folder = temporaryFolder();
  const { lastLine, code } = await run({ "a.test.ts": `test("one", () => {}); test("two", () => {});` }, ["-t", "one"], {
    TEST_COUNTS_FILE: join(folder, "counts"),
  });
  expect(code).toBe(0);
  expect(lastLine).not.toMatch(/passed, \d+ failed/);
  expect(readFileSync(join(folder, "counts"), "utf8")).toBe("1 passed, 0 failed\n");
});

interface Outcome {
  readonly output: string;
  readonly code: number;
}

async function run(files: Record<string, string>, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<{ lastLine: string | undefined; code: number }> {
  const { output, code } = await runWhole(files, args, env);
  return { lastLine: lastLineOf(output), code };
}

function lastLineOf(output: string): string | undefined {
  return output.trimEnd().split("\n").at(-1);
}

function runWhole(files: Record<string, string>, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const folder = temporaryFolder();
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const config = { test: { globals: true, pool: "forks", maxWorkers: 1, reporters: [join(root, "tools/line-reporter.ts")] } };
  writeFileSync(join(folder, "vitest.config.ts"), `export default ${JSON.stringify(config)};`);
  const { TEST_COUNTS_FILE: _, ...environment } = process.env;
  return new Promise((done) => {
    execFile(join(root, "node_modules/.bin/vitest"), ["run", ...args], { cwd: folder, env: { ...environment, NO_COLOR: "1", ...env } }, (error, stdout) => {
      done({ output: stdout, code: typeof error?.code === "number" ? error.code : 0 });
    });
  });
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "reporter-"));
  folders.push(folder);
  return folder;
}
