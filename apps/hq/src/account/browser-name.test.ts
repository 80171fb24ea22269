import { expect, test } from "vitest";
import { browserName } from "./browser-name.ts";

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

test.each([
  [CHROME, { browser: "Chrome", system: "Windows" }],
  [`${CHROME} Edg/142.0.0.0`, { browser: "Edge", system: "Windows" }],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", { browser: "Firefox", system: "Linux" }],
  ["Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36", { browser: "Chrome", system: "Android" }],
  ["Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1", { browser: "Safari", system: "iPadOS" }],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
    { browser: "Safari", system: "macOS" },
  ],
  ["curl/8.5", { browser: null, system: null }],
  ["", { browser: null, system: null }],
])("of %j people say %o", (userAgent, name) => {
  expect(browserName(userAgent)).toEqual(name);
});
