import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Unit tests and tests on real stores. What runs in a browser has its own config: components in e2e/components, journeys in e2e.
const postgresForTheRun = fileURLToPath(new URL("./packages/testkit/src/global-setup.ts", import.meta.url));

export default defineConfig({
  test: {
    include: ["packages/**/*.test.{ts,tsx}", "apps/**/*.test.{ts,tsx}", "demo/**/*.test.ts", "bench/**/*.test.ts", "tools/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/*.browser.test.tsx"],
    // chDB lets one process own a data directory, so a test file needs a process, not a thread.
    pool: "forks",
    isolate: false,
    setupFiles: [fileURLToPath(new URL("./packages/testkit/src/close-stores.ts", import.meta.url))],
    maxWorkers: 3,
    // Long, because a test must not fail where other work keeps the machine busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    allowOnly: false,
    globalSetup: existsSync(postgresForTheRun) ? [postgresForTheRun] : [],
    reporters: ["default", fileURLToPath(new URL("./tools/line-reporter.ts", import.meta.url))],
  },
});
