import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Journeys run against the built product in a real browser, one file after another: two cores hold one product and one browser.
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["e2e/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    allowOnly: false,
    reporters: ["default", fileURLToPath(new URL("../tools/line-reporter.ts", import.meta.url))],
  },
});
