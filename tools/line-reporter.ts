import { appendFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule, Vitest } from "vitest/node";

/** How many of each are told. */
const SLOWEST = 10;

/**
 * Prints the slowest files and tests and, alone on the last line, `N passed, N failed`; or appends that line to the file
 * named by TEST_COUNTS_FILE for whoever adds up several runs.
 *
 * Stricter than the runner's own summary: a file that failed to load, a hook that failed, an error outside a test
 * and a test that was skipped each count as one failure, because a test that did not run proves nothing.
 */
export default class LineReporter implements Reporter {
  #someTestsWereChosenByName = false;

  onInit(vitest: Vitest): void {
    this.#someTestsWereChosenByName = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const counts = countOutcomes(modules, { skippedCountsAsFailed: !this.#someTestsWereChosenByName });
    const failed = counts.failed + unhandledErrors.length;
    if (failed > 0) process.exitCode = 1;
    process.stdout.write(slowest(modules));
    const line = `${counts.passed} passed, ${failed} failed\n`;
    const file = process.env["TEST_COUNTS_FILE"];
    if (file === undefined) process.stdout.write(line);
    else appendFileSync(file, line);
  }
}

/** The files and the tests that took longest, slowest first, in seconds. A file's time is that of its tests, its hooks and its imports. */
function slowest(modules: readonly TestModule[]): string {
  const files = modules.map((module) => ({ name: module.relativeModuleId, ms: timeOf(module) }));
  const tests = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => ({ name: `${module.relativeModuleId} > ${test.fullName}`, ms: test.diagnostic()?.duration ?? 0 })),
  );
  return [...listed("Slowest files", files), ...listed("Slowest tests", tests)].map((line) => `${line}\n`).join("");
}

function timeOf(module: TestModule): number {
  const { duration, collectDuration, prepareDuration, setupDuration } = module.diagnostic();
  return duration + collectDuration + prepareDuration + setupDuration;
}

function listed(title: string, timed: readonly { readonly name: string; readonly ms: number }[]): string[] {
  const longest = timed.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST);
  return ["", `${title}:`, ...longest.map(({ name, ms }) => `${(ms / 1000).toFixed(1).padStart(8)} s  ${name.replaceAll(/\s+/g, " ")}`)];
}

export function countOutcomes(modules: readonly TestModule[], options: { skippedCountsAsFailed: boolean }): { passed: number; failed: number } {
  let passed = 0;
  let failed = 0;
  for (const module of modules) {
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") passed += 1;
      else if (state !== "skipped" || options.skippedCountsAsFailed) failed += 1;
    }
  }
  return { passed, failed };
}
