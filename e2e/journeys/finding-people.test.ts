import { putAttribute, putAttributeGroup, putClientBookEntries, putParameters } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { putLegalEntity, putNumberSequence, putWorker } from "@rapport/contract/organisation";
import { expect } from "vitest";
import { enterRegister, expectToSee, expectNoAxeViolations, looksOf, makeRetailer, screenshot, test as journey } from "../src/index.ts";

const NUMBERS = 400;

/** A shop with four hundred clients called Jansen in one book, each with their own phone number, some with a date that comes round. */
const test = journey.extend("shop", { scope: "file" }, async ({ product }) => {
  const retailer = await makeRetailer(product);
  const { legalEntity, operatorId } = retailer;
  await product.call(putLegalEntity, { params: { legalEntity }, body: { country: "NL" } });
  const list = { refinable: true, filter: { kind: "list", multi: true } } as const;
  const tiers = ["gold", "silver"].map((value) => ({ value, label: { en: value, nl: value } }));
  const attributes = {
    wedding: { name: { en: "Wedding day", nl: "Trouwdag" }, type: "date", refinable: false },
    locker: { name: { en: "Locker", nl: "Kluisje" }, type: "integer", ...list },
    tier: { name: { en: "Tier", nl: "Niveau" }, type: "text", values: tiers, ...list },
  } as const;
  for (const [code, body] of Object.entries(attributes)) await product.call(putAttribute, { params: { legalEntity, code }, body });
  const members = ["birthday", "interest", ...Object.keys(attributes)].map((attribute, index) => ({ attribute, displayOrder: index + 1 }));
  await product.call(putAttributeGroup, { params: { legalEntity, code: "clientBook" }, body: { members } });
  const customers = Array.from({ length: NUMBERS }, (_, n) => ({
    accountNumber: `J-${n}`,
    firstName: `Jan${n}`,
    lastName: "Jansen",
    city: n % 10 === 0 ? "Den Haag" : "Utrecht",
    phone: n === 0 ? "020 624 5555 / 06-20394858" : "",
    ...(n === 0 && {
      email: "jan@example.com",
      preferredLanguage: "nl",
      preferredChannel: "email" as const,
      consentText: "notAllowed" as const,
      consentTextAt: "2025-11-03",
      consentTextWhere: "Utrecht",
      consentEmail: "allowed" as const,
      consentEmailAt: "2026-01-31",
      otherAddresses: [{ kind: "delivery", street: "Spui 70", postalCode: "2511 BT", city: "Scheveningen" }],
    }),
    addressBooks: ["AMS"],
    attributes: {
      locker: n,
      ...(n < 30 && { birthday: `1980-${dayIn(n)}` }),
      ...(n < 8 && { wedding: `2011-${dayIn(30 - n)}` }),
      tier: n % 3 === 0 ? "silver" : "gold",
    },
  }));
  await product.call(putCustomers, { params: { legalEntity }, body: { customers } });
  await product.call(putClientBookEntries, {
    params: { legalEntity, operatorId },
    body: { accountNumbers: customers.map(({ accountNumber }) => accountNumber) },
  });
  await product.call(putAttribute, { params: { legalEntity, code: "tier" }, body: { values: tiers.slice(0, 1) } });
  return retailer;
});

test("U2 C7 Home lists every date by day, today first, with what it is and how many there are, and opens the rest", async ({ open, shop }) => {
  const page = await open(TABLET);
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/`);
  const coming = page.getByRole("region", { name: "Coming up" });
  await expectToSee(coming.getByText("38 dates in the next 30 days"));
  await expect.poll(() => coming.getByRole("listitem").count()).toBe(4);
  await expectToSee(
    coming
      .getByRole("listitem")
      .first()
      .getByText(/^Birthday · .* · today$/),
  );
  await coming.getByRole("button", { name: "Show all 38" }).click();
  await coming.getByRole("listitem").last().scrollIntoViewIfNeeded();
  await expect.poll(() => coming.getByRole("listitem").count()).toBe(38);
  const reasons = await coming.getByText(/^(Birthday|Wedding day) · /).allTextContents();
  const days = reasons.map((reason) => (reason.endsWith("today") ? 0 : reason.endsWith("tomorrow") ? 1 : Number(/in (\d+) days$/.exec(reason)?.[1])));
  expect(days).toEqual(days.toSorted((a, b) => a - b));
  expect(reasons.filter((reason) => reason.startsWith("Wedding day"))).toHaveLength(8);
});

test("C14 C15 a long list says what it leaves out and can be searched; a value that its list lost is offered as retired", async ({ open, shop }) => {
  const page = await open(TABLET);
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/client-book`);
  const locker = page.getByRole("group", { name: "Locker" });
  await expectToSee(locker.getByText("The 250 most frequent. 150 more can be found by typing."));
  await locker.getByRole("searchbox", { name: "Find in Locker" }).fill("399");
  await locker.getByRole("button", { name: /^399/ }).click();
  await expectToSee(page.getByRole("link", { name: "Jan399 Jansen" }));
  await expect.poll(() => page.getByRole("link", { name: /Jansen/ }).count()).toBe(1);
  await locker.getByRole("button", { name: /^399/ }).click();
  await expectToSee(page.getByRole("group", { name: "Tier" }).getByRole("button", { name: /^silver \(retired\)\s*134/ }));
});

test("C10 a search for a common name says how many there are, has pages, and a city narrows it; C5 each of two phone numbers can be called", async ({
  open,
  shop,
}) => {
  const page = await open(TABLET);
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/search`);
  await page.getByRole("searchbox").fill("jansen");
  await expectToSee(page.getByText("401 customers found"));
  const shown = async () => {
    await page.getByRole("listitem").last().scrollIntoViewIfNeeded();
    return await page.getByRole("link", { name: /Jansen/ }).count();
  };
  await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThan(50);
  await page.getByRole("searchbox").fill("jansen den haag");
  await expectToSee(page.getByText("40 customers found"));
  await page.getByRole("searchbox").fill("+31620394858");
  await page.getByRole("link", { name: "Jan0 Jansen" }).click();
  const calls = page.getByRole("link", { name: /^Call Jan0 Jansen on / });
  await expect
    .poll(async () => await Promise.all((await calls.all()).map(async (link) => await link.getAttribute("href"))))
    .toEqual(["tel:+31206245555", "tel:+31620394858"]);
});

test("CS11 the address that was searched for is shown as what matched; case 61 somebody of another legal entity that shares is opened here", async ({
  open,
  shop,
}) => {
  const { product, legalEntity, operatorId } = shop;
  const other = await makeRetailer(product);
  for (const of of [legalEntity, other.legalEntity]) await product.call(putParameters, { params: { legalEntity: of }, body: { sharesCustomers: true } });
  await product.call(putNumberSequence, { params: { legalEntity, reference: "customer" }, body: { format: "NEW-####" } });
  await product.call(putWorker, { params: { legalEntity, operatorId }, body: { operations: [612, 712, 713, 714, 715] } });
  await product.call(putCustomers, {
    params: { legalEntity: other.legalEntity },
    body: { customers: [{ accountNumber: "F-1", firstName: "Fleur", lastName: "Scheveningen", city: "Katwijk" }] },
  });
  const page = await open(TABLET);
  await enterRegister(page, shop);
  await page.goto(`${product.url}/pos/search`);
  await page.getByRole("searchbox").fill("scheveningen");
  await expectToSee(page.locator("mark", { hasText: "Spui 70, 2511 BT Scheveningen" }));
  await page.getByRole("button", { name: "All stores" }).click();
  const parties = page.getByRole("region", { name: "At other companies" });
  await expectToSee(parties.getByText("Fleur Scheveningen"));
  await page.waitForLoadState("networkidle");
  await screenshot(page, { name: "search-parties", look: TABLET });
  await expectNoAxeViolations(page);
  await parties.getByRole("button", { name: "Open Fleur Scheveningen here" }).dblclick();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Fleur Scheveningen" }));
  await expectToSee(page.getByText(/Account NEW-0001/));
  await page.goBack();
  await page.getByRole("button", { name: "This store" }).click();
  await expectToSee(page.getByRole("link", { name: "Fleur Scheveningen" }));
});

test.for(looksOf("pos"))("home, filters, search and a customer fit and can be used by all in $theme $language at $size.width", async (look, { open, shop }) => {
  const page = await open(look);
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/`);
  await expectToSee(page.getByText(/38 (dates|datums)/));
  await screenshot(page, { name: "coming-up", look });
  await expectNoAxeViolations(page);
  await page.goto(`${shop.product.url}/pos/client-book`);
  const filters = page.getByRole("button", { name: /^Filters?$/ });
  if (look.size.width < 800) await filters.click();
  const field = page.getByRole("searchbox", { name: /Locker|Kluisje/ });
  await field.scrollIntoViewIfNeeded();
  await screenshot(page, { name: "long-filter", look });
  await expectNoAxeViolations(page);
  await page.goto(`${shop.product.url}/pos/search`);
  await page.getByRole("searchbox").fill("jansen den haag");
  await page.waitForLoadState("networkidle");
  await screenshot(page, { name: "search-with-city", look });
  await expectNoAxeViolations(page);
  await page.getByRole("link", { name: "Jan0 Jansen" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Jan0 Jansen" }));
  await page.waitForLoadState("networkidle");
  await screenshot(page, { name: "two-numbers", look });
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
});

const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;

/** `MM-DD` of a day in the shop's zone, counted from today. */
function dayIn(days: number): string {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Amsterdam" }).format(new Date());
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(5, 10);
}
