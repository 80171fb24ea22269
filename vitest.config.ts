import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Unit tests and tests on real stores. Journeys in a browser have their own config: e2e/vitest.config.ts.
const postgresForTheRun = fileURLToPath(new URL("./packages/testkit/src/global-setup.ts", import.meta.url));

export default defineConfig({
  test: {
    include: ["packages/**/*.test.{ts,tsx}", "apps/**/*.test.{ts,tsx}", "demo/**/*.test.ts", "bench/**/*.test.ts", "tools/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // chDB lets one process own a data directory, so a test file needs a process, not a thread.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
    globalSetup: existsSync(postgresForTheRun) ? [postgresForTheRun] : [],
    reporters: ["default", fileURLToPath(new URL("./tools/line-reporter.ts", import.meta.url))],
  },
});
