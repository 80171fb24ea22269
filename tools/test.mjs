// `npm test`: unit tests, tests on real stores, components and journeys in a real browser. `npm test -- notes` runs the files whose path says so.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installIfNeeded, requireNode } from "./lib/install.mjs";
import { bin, passSignalsToSteps, root, show, StepFailed } from "./lib/run.mjs";

requireNode();
passSignalsToSteps();
const args = process.argv.slice(2);
const total = { passed: 0, failed: 0 };
/** @type {string[]} What failed, a line each. */
const failures = [];
try {
  await installIfNeeded();
  const { buildIfNeeded, buildServerIfNeeded } = await import("./lib/build.mjs");
  // Tests that start many servers use the built one, which starts faster.
  process.env["RAPPORT_TEST_SERVER"] = await buildServerIfNeeded();
  add(await vitest(["--config", "vitest.config.ts"]));
  add(await vitest(["--config", "e2e/components/vitest.config.ts"]));
  if (someJourneyIsAskedFor()) {
    await buildIfNeeded();
    add(await vitest(["--config", "e2e/vitest.config.ts"]));
  }
} catch (cause) {
  if (!(cause instanceof StepFailed)) throw cause;
  console.error(cause.message);
  total.failed += 1;
}
if (total.passed + total.failed === 0) {
  console.error("No test ran.");
  total.failed = 1;
}
for (const line of failures) console.log(line);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** @param {{ passed: number, failed: number }} counts */
function add(counts) {
  total.passed += counts.passed;
  total.failed += counts.failed;
}

/** @param {string[]} config */
async function vitest(config) {
  const folder = mkdtempSync(join(tmpdir(), "rapport-test-counts-"));
  const file = join(folder, "counts");
  try {
    const code = await show(bin("vitest"), ["run", "--passWithNoTests", ...config, ...args], { env: { TEST_COUNTS_FILE: file } });
    // A run without a test file reports nothing and succeeds; a run that crashed reports nothing and fails.
    const counts = existsSync(file) ? readCounts(file) : { passed: 0, failed: 0 };
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
function readCounts(file) {
  const text = readFileSync(file, "utf8");
  const match = /^(\d+) passed, (\d+) failed$/m.exec(text);
  if (match === null) throw new Error("The test run left counts that cannot be read.");
  failures.push(...text.split("\n").filter((line) => line.startsWith("FAILED ")));
  return { passed: Number(match[1]), failed: Number(match[2]) };
}

function someJourneyIsAskedFor() {
  const names = args.filter((arg, index) => !arg.startsWith("-") && args[index - 1] !== "-t");
  const journeys = readdirSync(join(root, "e2e"), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".test.ts"));
  if (journeys.length === 0) throw new StepFailed("There is no journey in e2e/.");
  return names.length === 0 || journeys.some((path) => names.some((name) => `e2e/${path}`.includes(name)));
}
