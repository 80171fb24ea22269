import { describe, expect } from "vitest";
import { expectNoAxeViolations, expectToSee, looksOf, screenshot, startProduct, test as journey } from "../src/index.ts";

/** An empty product; that of the run holds what other journeys made. */
const test = journey.extend("emptyProduct", { scope: "file" }, async ({}, { onCleanup }) => {
  const product = await startProduct();
  onCleanup(() => product.stop());
  return product;
});

describe.each(["pos", "hq"] as const)("the %s app of an empty product", (app) => {
  test.for(looksOf(app))(
    "opens at its sign-in in $theme and $language at $size.width, without axe violations or errors on the console",
    async (look, { open, emptyProduct }) => {
      const page = await open(look);
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        // The browser reports the answer "nobody is signed in" as a failed request.
        if (message.type() === "error" && !message.text().includes("401")) complaints.push(message.text());
      });
      await page.goto(`${emptyProduct.url}/${app}/`);
      await expectToSee(page.getByRole("heading", { level: 1 }));
      await expectToSee(page.getByRole("button").first());
      // Nobody was signed in on this new device, so there is no ended session.
      expect(page.url()).not.toContain("expired");
      expect(await page.locator("html").getAttribute("lang")).toBe(look.language);
      await expectNoAxeViolations(page);
      await screenshot(page, { name: "sign-in", look });
      expect(complaints).toEqual([]);
    },
  );
});

test.for(looksOf("pos"))(
  "the first page leads to both apps in $theme and $language at $size.width, without axe violations",
  async (look, { open, product }) => {
    const page = await open(look);
    await page.goto(`${product.url}/`);
    for (const door of look.language === "en" ? ["Shop floor", "Headquarters", "API reference"] : ["Winkelvloer", "Hoofdkantoor", "API-beschrijving"])
      await expectToSee(page.getByRole("link", { name: door }));
    // The apps' own background, not a browser's white or black.
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(look.theme === "light" ? "rgb(250, 248, 245)" : "rgb(20, 18, 16)");
    await expectNoAxeViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
  },
);
