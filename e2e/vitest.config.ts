import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Journeys run against the built product in a real browser, three files at a time: a page with axe keeps one core busy, and while one waits another works. All share
// one product and one browser. Each journey has a retailer and pages of its own (src/journey.ts), so it runs alone and in any order.
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["e2e/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    pool: "forks",
    maxWorkers: 3,
    globalSetup: [fileURLToPath(new URL("src/global-setup.ts", import.meta.url))],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    allowOnly: false,
    reporters: ["default", fileURLToPath(new URL("../tools/line-reporter.ts", import.meta.url))],
  },
});
