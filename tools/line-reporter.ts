import { appendFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule, Vitest } from "vitest/node";

/**
 * Prints `N passed, N failed` alone on the last line, or appends it to the file named by TEST_COUNTS_FILE for whoever adds up several runs.
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
    const line = `${counts.passed} passed, ${failed} failed\n`;
    const file = process.env["TEST_COUNTS_FILE"];
    if (file === undefined) process.stdout.write(line);
    else appendFileSync(file, line);
  }
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
