import { appendFileSync } from "node:fs";
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from "vitest/node";

/** How many of each are listed. */
const SLOWEST = 10;

/**
 * Prints the slowest files and tests, what failed and, alone on the last line, `N passed, N failed`; or appends the failures and
 * that line to the file named by TEST_COUNTS_FILE, so that the end of several runs says what failed in any of them.
 *
 * Stricter than the runner's own summary: a file that failed to load, a hook that failed, an error outside a test
 * and a test that was skipped each count as one failure, because a test that did not run proves nothing. Only a test that
 * found out that this machine cannot do what it needs, and says so, is neither passed nor failed: it is told with its reason.
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
    process.stdout.write(slowest(modules) + skipped(modules));
    const end = `${failures(modules, unhandledErrors)}${counts.passed} passed, ${failed} failed\n`;
    const file = process.env["TEST_COUNTS_FILE"];
    if (file === undefined) process.stdout.write(end);
    else appendFileSync(file, end);
  }
}

/** What failed, a line each with the first line of its error, because a long log may be cut before its end. */
function failures(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): string {
  const told = [
    ...modules.flatMap((module) => [
      ...module.errors().map((error) => [module.relativeModuleId, error] as const),
      ...[...module.children.allSuites()].flatMap((suite) => suite.errors().map((error) => [`${module.relativeModuleId} > ${suite.fullName}`, error] as const)),
      ...[...module.children.allTests()].flatMap((test) =>
        (test.result().errors ?? []).map((error) => [`${module.relativeModuleId} > ${test.fullName}`, error] as const),
      ),
    ]),
    ...unhandledErrors.map((error) => ["outside a test", error] as const),
  ];
  return told.map(([name, { message }]) => `FAILED ${name.replaceAll(/\s+/g, " ")}: ${message.split("\n", 1)[0]}\n`).join("");
}

/** The tests that could not run on this machine, with their reasons. */
function skipped(modules: readonly TestModule[]): string {
  const told = modules.flatMap((module) =>
    [...module.children.allTests()].flatMap((test) => {
      const reason = reasonOf(test);
      return reason === undefined ? [] : [`  ${module.relativeModuleId} > ${test.fullName}: ${reason}`];
    }),
  );
  return told.length === 0 ? "" : `\n${["SKIPPED, neither passed nor failed, because this machine cannot do what they need:", ...told].join("\n")}\n`;
}

function reasonOf(test: TestCase): string | undefined {
  const result = test.result();
  return result.state === "skipped" ? result.note : undefined;
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
      else if (state !== "skipped" || (options.skippedCountsAsFailed && reasonOf(test) === undefined)) failed += 1;
    }
  }
  return { passed, failed };
}
