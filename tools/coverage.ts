// Which tests prove which rule. Writes docs/rules/coverage.md with `--update`. Fails when that page is not what the tests say, when a number
// that is cited or begins a test's name is not in the rule book, and when the book itself has faults.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { globSync } from "tinyglobby";
import { citationsIn, citedElsewhereIn } from "./citations.ts";
import { numberedTestsIn, type NumberedTest } from "./numbered-tests.ts";
import { COVERAGE, lettersOf, readRuleBook, type Rule, type RuleBook } from "./rule-book.ts";

const SOURCES = "{packages,apps,e2e,demo,bench,tools}/**/*.{ts,tsx,mjs}";
const DOCUMENTS = ["*.md", "docs/**/*.md", "{packages,apps,e2e,demo,bench,tools}/**/*.md"];
const IGNORED = ["**/node_modules/**", "**/dist/**", "**/.cache/**", "**/routeTree.gen.ts", COVERAGE];
const TEST_FILE = /\.test\.tsx?$/;

export interface Coverage {
  /** Everything that is wrong except the written page, one line each. */
  readonly problems: readonly string[];
  /** The right text of docs/rules/coverage.md. */
  readonly page: string;
}

/** Reads the book, the tests and the citations below `root`. */
export function readCoverage(root: string): Coverage {
  const book = readRuleBook(root);
  const paths = (patterns: string | string[]) => globSync(patterns, { cwd: root, ignore: IGNORED }).toSorted();
  const files = [...paths(SOURCES), ...paths(DOCUMENTS)].map((file) => ({ file, text: readFileSync(join(root, file), "utf8"), number: book.number }));
  const tests = files.filter(({ file }) => TEST_FILE.test(file)).flatMap(numberedTestsIn);
  const problems = [
    ...book.problems,
    ...(tests.length === 0 ? ["no test begins with a number of the rule book: this check would pass on nothing"] : []),
    ...tests.flatMap((test) => test.numbers.flatMap((number) => unprovable({ test, number, book }))),
    ...files
      .flatMap(citationsIn)
      .filter(({ number }) => !book.rules.has(number))
      .map(({ file, line, number }) => `${file}:${line}: ${number} is cited, and not in the rule book`),
    ...files.flatMap(citedElsewhereIn).map(({ file, line, number }) => `${file}:${line}: "${number}" is cited; cite the rule book, or the path of a decision`),
  ];
  return { problems, page: writePage(book, tests) };
}

/** `problems`, and how the written page differs from its right text. */
export function findBrokenCoverage(root: string): string[] {
  const { problems, page } = readCoverage(root);
  const written = existsSync(join(root, COVERAGE)) ? readFileSync(join(root, COVERAGE), "utf8") : "";
  if (written === page) return [...problems];
  const now = new Set(page.split("\n"));
  const unproven = written
    .split("\n")
    .filter((line) => !now.has(line))
    .flatMap((line) => {
      const [, number] = /^\| ([^|]+) \| proven \|/.exec(line) ?? [];
      return number !== undefined && !page.includes(`\n| ${number} | proven |`)
        ? [`${COVERAGE}: ${number} is said to be proven, but no test begins with it`]
        : [];
    });
  return [
    ...problems,
    ...unproven,
    `${COVERAGE} is not what the rules and tests say now: \`npx tsx tools/coverage.ts --update\` writes it (\`npm run golden\` does, too)`,
  ];
}

function unprovable({ test, number, book }: { test: NumberedTest; number: string; book: RuleBook }): string[] {
  const rule = book.rules.get(number);
  if (rule === undefined) return [`${test.file}: "${test.title}" begins with ${number}, which is not in the rule book`];
  if (rule.supersededBy.length === 0) return [];
  return [`${test.file}: "${test.title}" begins with ${number}, which is superseded by ${rule.supersededBy.join(", ")}`];
}

function writePage(book: RuleBook, tests: readonly NumberedTest[]): string {
  const rules = [...book.rules.values()];
  const stateOf = (rule: Rule) => {
    if (rule.supersededBy.length > 0) return "superseded";
    return tests.some(({ numbers }) => numbers.includes(rule.number)) ? "proven" : "*not yet*";
  };
  const counted = (chosen: readonly Rule[]) => ["proven", "*not yet*", "superseded"].map((state) => chosen.filter((rule) => stateOf(rule) === state).length);
  const letters = [...new Set(rules.map(({ number }) => lettersOf(number)))];
  return [
    "# Coverage of the rule book",
    "",
    "Written by `npm run golden` from the names of the tests; never by hand. *Not yet* means that no test begins with the number.",
    "",
    "| letters | proven | not yet | superseded |",
    "|---|---:|---:|---:|",
    ...letters.map((name) => `| ${name} | ${counted(rules.filter(({ number }) => lettersOf(number) === name)).join(" | ")} |`),
    `| all | ${counted(rules).join(" | ")} |`,
    ...letters.flatMap((name) => [
      "",
      `## ${name}`,
      "",
      "| number | state | proven by, or superseded by |",
      "|---|---|---|",
      ...rules.filter(({ number }) => lettersOf(number) === name).map((rule) => `| ${rule.number} | ${stateOf(rule)} | ${evidenceOf(rule, tests)} |`),
    ]),
    "",
  ].join("\n");
}

function evidenceOf(rule: Rule, tests: readonly NumberedTest[]): string {
  if (rule.supersededBy.length > 0) return rule.supersededBy.join(", ");
  return tests
    .filter(({ numbers }) => numbers.includes(rule.number))
    .map(({ file, title }) => `\`${file}\`: ${title.replaceAll("|", "\\|").replaceAll("\n", " ")}`)
    .join("<br>");
}

if (process.argv[1] === import.meta.filename) {
  const root = resolve(import.meta.dirname, "..");
  if (process.argv.includes("--update")) writeFileSync(join(root, COVERAGE), readCoverage(root).page);
  const problems = findBrokenCoverage(root);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
