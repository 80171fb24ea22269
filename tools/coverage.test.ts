import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findBrokenCoverage, readCoverage } from "./coverage.ts";
import { COVERAGE } from "./rule-book.ts";

const planted: string[] = [];
afterEach(() => {
  for (const root of planted.splice(0)) rmSync(root, { recursive: true });
});

const README = "docs/rules/README.md";
const TEST = "packages/domain/src/a.test.ts";
const ACTS = "() => {}";
const sound: Readonly<Record<string, string>> = {
  [README]: [
    "| letters | what | pages |",
    "|---|---|---|",
    "| A | Cases | [a.md](a.md) |",
    "| case | More cases | [case.md](case.md) |",
    "| J | Joins | [j.md](j.md), [more.md](more.md) |",
    "| SN | Snapshots | [j.md](j.md) |",
  ].join("\n"),
  "docs/rules/a.md": "| number | input | right answer |\n|---|---|---|\n| A1 | a | b |\n| A2 | c | d |\n| A3 | e | *superseded by J1* |\n| A10 | g | h |\n",
  "docs/rules/case.md": "| number | input | right answer |\n|---|---|---|\n| case 24 | a | b |\n",
  "docs/rules/j.md": "# Joins\n\n**J1** Its own value\nwins (A1).\n\n**SN1** The first.\n\n**J2** *superseded by J1, SN1* Never.\n",
  "docs/rules/more.md": "**J2b** A letter between.\n",
  "docs/other.md": "See J1, and [decision 6](6.md). Not `J9`, not T23, not\n\n```\nJ9\n```\n",
  [TEST]: `import { test } from "vitest";\n// As J1 says, not "A2:00" and not X-A9. A spec of two, ruling out a decision.\ntest("A1 case 24, SN1 it is so", ${ACTS});\nexport const J9 = "J9";`,
};

test("a correct book has no problem once its page is written, and the page says what is proven", () => {
  const root = plant({});
  const { page } = readCoverage(root);
  writeFileSync(join(root, COVERAGE), page);
  expect(findBrokenCoverage(root)).toEqual([]);
  const title = `\`${TEST}\`: A1 case 24, SN1 it is so`;
  expect(page.split("\n").filter((line) => /^\| (?:[A-Z]+\d|case \d)/.test(line))).toEqual([
    `| A1 | proven | ${title} |`,
    "| A2 | *not yet* |  |",
    "| A3 | superseded | J1 |",
    "| A10 | *not yet* |  |",
    `| case 24 | proven | ${title} |`,
    "| J1 | *not yet* |  |",
    "| J2 | superseded | J1, SN1 |",
    "| J2b | *not yet* |  |",
    `| SN1 | proven | ${title} |`,
  ]);
  expect(page).toContain("| all | 3 | 4 | 2 |");
});

test.each([
  ["a cell of a table", `test.each([["A1 one", 1], ["A2 two", 2]])("%s is so", ${ACTS});`],
  ["a cell alone", `test.for(["A1 one", "A2 two"])("%s is so", ${ACTS});`],
  ["a property of a table", `test.each([{ name: "A1 one" }, { kind: 1, name: \`A2 \${1 + 1}\` }])("$name is so", ${ACTS});`],
  ["a table with a name", `const CASES = [["A1 one"], ["A2 two"]] as const;\ntest.each(CASES)("%s is so", ${ACTS});`],
  ["the title of a table", `test.each([1, 2])("A1 A2 %i is so", ${ACTS});`],
  ["a title made of pieces", `test(\`A1 A2 \${1 + 1} is so\`, ${ACTS});`],
  ["a test beside others", `describe("all", () => { it.concurrent("A1, A2 is so", { timeout: 1 }, ${ACTS}); });`],
])("a number is read from %s", (_, text) => {
  expect(provenIn(text)).toEqual(["A1", "A2"]);
});

test.each([
  ["that is skipped", `test.skip("A1 is so", ${ACTS});`],
  ["that may be skipped", `test.runIf(1 > 0)("A1 is so", ${ACTS});`],
  ["of a group that is skipped", `describe.skip("all", () => { test("A1 is so", ${ACTS}); });`],
  ["of a group that may be skipped", `describe.runIf(1 > 0)("all", () => { describe("some", () => { test("A1 is so", ${ACTS}); }); });`],
  ["that must fail", `test.fails("A1 is so", ${ACTS});`],
  ["without a body", `test("A1 is so");`],
  ["in a comment", `// test("A1 is so", ${ACTS});`],
  ["in a string", `export const text = \`test("A1 is so", ${ACTS})\`;`],
  ["of another name", `section("A1 is so", ${ACTS});`],
  ["with the number at its end", `test("it is so (A1)", ${ACTS});`],
  ["with the number alone", `test("A1", ${ACTS});`],
])("a test %s proves nothing", (_, text) => {
  expect(provenIn(text)).toEqual([]);
});

test.each<[name: string, files: Record<string, string>, problem: string]>([
  [
    "a cited number that does not exist",
    { "apps/pos/src/a.ts": "/** One\n * (J1, J9). */\nexport {};" },
    "apps/pos/src/a.ts:2: J9 is cited, and not in the rule book",
  ],
  ["the same at the end of a range", { "apps/pos/src/a.tsx": "export {}; // J1-J9" }, "apps/pos/src/a.tsx:1: J9 is cited, and not in the rule book"],
  ["the same in a document", { "README.md": "So says\ncase 25." }, "README.md:2: case 25 is cited, and not in the rule book"],
  ["the same in a rule", { "docs/rules/more.md": "**J2b** As J7." }, "docs/rules/more.md:1: J7 is cited, and not in the rule book"],
  [
    "a chapter of another page",
    { "apps/pos/src/a.ts": "export {};\n// So (spec 4.1)." },
    `apps/pos/src/a.ts:2: "spec 4.1" is cited; cite the rule book, or the path of a decision`,
  ],
  [
    "a rule of another page",
    { "apps/pos/src/a.ts": "export {};\n// So (spec R35, R36)." },
    `apps/pos/src/a.ts:2: "spec R35" is cited; cite the rule book, or the path of a decision`,
  ],
  [
    "a ruling",
    { "apps/pos/src/a.ts": "export {};\n// So (rulings, Bad hits)." },
    `apps/pos/src/a.ts:2: "rulings, Bad" is cited; cite the rule book, or the path of a decision`,
  ],
  [
    "a product decision",
    { "apps/pos/src/a.ts": "export {};\n// So product decision 1." },
    `apps/pos/src/a.ts:2: "product decision 1" is cited; cite the rule book, or the path of a decision`,
  ],
  [
    "a decision by its bare number",
    { "apps/pos/src/a.ts": "export {};\n// So (decision 10)." },
    `apps/pos/src/a.ts:2: "decision 10" is cited; cite the rule book, or the path of a decision`,
  ],
  [
    "a test for a number that does not exist",
    { "e2e/journeys/a.test.ts": `test("A1 A99 is so", ${ACTS});` },
    `e2e/journeys/a.test.ts: "A1 A99 is so" begins with A99, which is not in the rule book`,
  ],
  [
    "a test for a superseded number",
    { "e2e/journeys/a.test.ts": `test("J2 is so", ${ACTS});` },
    `e2e/journeys/a.test.ts: "J2 is so" begins with J2, which is superseded by J1, SN1`,
  ],
  ["no numbered test", { [TEST]: `test("it is so", ${ACTS});` }, "no test begins with a number of the rule book: this check would pass on nothing"],
  ["a letter without a rule", { [README]: `${sound[README]}\n| Z | Nothing | [j.md](j.md) |` }, `${README}: no rule of the letter Z found`],
  ["a number twice", { "docs/rules/more.md": "**J2b** One.\n\n**J1** Again." }, "docs/rules/more.md: J1 stands twice in the rule book"],
  ["a number on another page", { "docs/rules/more.md": "**J2b** One.\n\n**SN2** Here." }, "docs/rules/more.md: SN2 belongs to j.md"],
  [
    "a letter that the table lacks",
    { "docs/rules/more.md": "**J2b** One.\n\n**Q1** Here." },
    `docs/rules/more.md: "Q1" is not a number of a letter in the table of ${README}`,
  ],
  [
    "the successor that does not exist",
    { "docs/rules/more.md": "**J2b** *superseded by\nthe second ruling* Here." },
    "docs/rules/more.md: J2b is superseded by the second ruling, which is not in the rule book",
  ],
])("%s is reported, and nothing else", (_, files, problem) => {
  expect(readCoverage(plant(files)).problems).toEqual([problem]);
});

test("a page that says proven of a number that no test begins with is reported", () => {
  const root = plant({});
  writeFileSync(join(root, COVERAGE), readCoverage(root).page.replace("| A2 | *not yet* |", "| A2 | proven |"));
  expect(findBrokenCoverage(root)).toEqual([
    `${COVERAGE}: A2 is said to be proven, but no test begins with it`,
    `${COVERAGE} is not what the rules and tests say now: \`npx tsx tools/coverage.ts --update\` writes it (\`npm run golden\` does, too)`,
  ]);
});

test("a missing page is reported, and so is an empty book", () => {
  expect(findBrokenCoverage(plant({}))).toHaveLength(1);
  const root = mkdtempSync(join(tmpdir(), "coverage-"));
  planted.push(root);
  expect(readCoverage(root).problems).toEqual([
    `${README}: no table of letters found: this check would pass on nothing`,
    "no test begins with a number of the rule book: this check would pass on nothing",
  ]);
});

/** The numbers that the page says are proven when `text` is the one test file. */
function provenIn(text: string): string[] {
  const { page } = readCoverage(plant({ [TEST]: text }));
  return [...page.matchAll(/^\| (\S+) \| proven \|/gm)].map(([, number = ""]) => number).filter((number) => number !== "letters");
}

function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "coverage-"));
  planted.push(root);
  for (const [path, text] of Object.entries({ ...sound, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
