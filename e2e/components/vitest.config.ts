import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { browserToLaunch } from "../src/browser.ts";

// Components in a real browser, which all test files share. Each test file is a page.
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  server: { host: "127.0.0.1" },
  // If Vite found these while tests run, it would reload the page under them.
  optimizeDeps: {
    include: [
      "react",
      "react-dom/client",
      "react/jsx-dev-runtime",
      "react-aria",
      "react-aria-components",
      "@internationalized/date",
      "react-hook-form",
      "vitest-browser-react",
      "zod",
    ],
  },
  test: {
    include: ["packages/**/*.browser.test.tsx"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 15_000,
    allowOnly: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: browserToLaunch(), contextOptions: { locale: "en-GB", reducedMotion: "reduce" } }),
      instances: [{ browser: "chromium", viewport: { width: 1024, height: 768 } }],
    },
    reporters: ["default", fileURLToPath(new URL("../../tools/line-reporter.ts", import.meta.url))],
  },
});
