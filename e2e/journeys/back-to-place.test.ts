import { putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { enterRegister, expectToSee, makeRetailer, type Retailer, screenshot, test as journey } from "../src/index.ts";

const CLIENTS = 1_000;

/** A book of a thousand clients. Cards have several heights, because some clients have neither a phone number nor an e-mail address. */
const test = journey.extend("shop", { scope: "file" }, async ({ product }) => {
  const retailer = await makeRetailer(product);
  const { legalEntity, operatorId } = retailer;
  const customers = Array.from({ length: CLIENTS }, (_, n) => ({
    accountNumber: `B-${n}`,
    firstName: n % 7 === 0 ? "Wilhelmina Alexandrina Theodora" : "Bo",
    lastName: `Bakker ${String(n).padStart(4, "0")}`,
    phone: n % 3 === 0 ? "" : `06 ${20_000_000 + n}`,
    email: n % 5 === 0 ? "" : `bakker.${n}@example.com`,
    addressBooks: ["AMS"],
    attributes: n % 4 === 0 ? { interest: ["Home"] } : {},
  }));
  await product.call(putCustomers, { params: { legalEntity }, body: { customers } });
  const accountNumbers = customers.map(({ accountNumber }) => accountNumber);
  await product.call(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers } });
  return retailer;
});

const LOOKS = [
  { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } },
  { app: "pos", theme: "light", language: "en", size: { width: 390, height: 844 } },
] as const;

test.for(LOOKS)(
  "C12 a book of a thousand, scrolled to the eight hundredth and left for a client, is at the same place at once after Back, at $size.width",
  async (look, { open, shop }) => {
    const page = await open(look);
    await enterRegister(page, shop);
    await page.goto(`${shop.product.url}/pos/client-book`);
    await expectToSee(page.getByRole("listitem").first());
    await returnsTo(page, { link: linkOf(800), path: "/api/pos/client-book/search", scroll: () => scrollTowards(page, 800) });
    // It is also found again after a reload.
    const before = await topOf(page, linkOf(800));
    await cardLink(page, linkOf(800)).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: linkOf(800) }));
    await page.reload();
    await expectToSee(page.getByRole("heading", { level: 1, name: linkOf(800) }));
    await page.goBack();
    await expect.poll(() => topOf(page, linkOf(800)), { timeout: 20_000 }).toBeCloseTo(before, -1);
  },
);

test("R12b turned to one column and back, a list of a thousand stays at its client, who keeps the focus", async ({ open, shop }) => {
  const page = await openAt800(await open(LOOKS[0]), shop);
  await cardLink(page, linkOf(800)).focus();
  const hasFocus = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  for (const size of [{ width: 600, height: 1024 }, LOOKS[0].size]) {
    await page.setViewportSize(size);
    await expectInSight(page, linkOf(800));
    expect(await hasFocus()).toMatch(linkOf(800));
  }
});

test("R12b a list that is loaded again, with others before, stays at its client; cut, it says so above and below", async ({ open, shop }) => {
  const { product, legalEntity, operatorId } = shop;
  const page = await openAt800(await open(LOOKS[0]), shop);
  const customers = Array.from({ length: 41 }, (_, n) => ({ accountNumber: `A-${n}`, firstName: "Al", lastName: `Aarts ${n}`, addressBooks: ["AMS"] }));
  await product.call(putCustomers, { params: { legalEntity }, body: { customers } });
  await product.call(putClientBookEntries, {
    params: { legalEntity, operatorId },
    body: { accountNumbers: customers.map(({ accountNumber }) => accountNumber) },
  });
  // The cards that come next tell that there are more clients now.
  await seekLink(page, linkOf(300), () => scrollTowards(page, 300));
  await page.getByText("This list has changed since it was loaded.").waitFor();
  const top = await topOf(page, linkOf(300));
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByText("This list has changed since it was loaded.").waitFor({ state: "detached" });
  await expect.poll(() => topOf(page, linkOf(300)), { timeout: 10_000 }).toBeCloseTo(top, -1);
  await page.route("**/api/pos/client-book/search", async (route) => {
    const response = await route.fetch();
    const reply = (await response.json()) as { order?: { refs: number[]; keyed: number } };
    const order = reply.order === undefined ? {} : { order: { ...reply.order, refs: reply.order.refs.slice(0, 60), keyed: Math.min(60, reply.order.keyed) } };
    await route.fulfill({ response, json: { ...reply, ...order } });
  });
  await page.goto(`${product.url}/pos/client-book`);
  await expectToSee(page.getByText(/^These are the first 60 of 1,04\d clients\./));
  await expectToSee(page.getByText(/^\d+ – \d+ of 1,04\d, of which the first 60 are listed$/));
  await screenshot(page, { name: "book-cut", look: LOOKS[0] });
  // A request that the page still has under way is of no more use.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("C12 results of a search are at the same place after Back, on a tablet eight times as slow", async ({ open, shop }) => {
  const page = await open(LOOKS[0]);
  await enterRegister(page, shop);
  await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 8 });
  await page.goto(`${shop.product.url}/pos/search`);
  await page.getByRole("searchbox").fill("bakker");
  // A page this slow takes its time on a busy machine.
  await page.getByText(/^1,00\d customers found/).waitFor({ timeout: 60_000 });
  const toEnd = () => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await returnsTo(page, { link: linkOf(400), path: "/customers/search", scroll: toEnd });
});

/** The book, with the eight hundredth at the top of the screen. */
async function openAt800(page: Page, shop: Retailer): Promise<Page> {
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/client-book`);
  await expectToSee(page.getByRole("listitem").first());
  await seekLink(page, linkOf(800), () => scrollTowards(page, 800));
  return page;
}

async function seekLink(page: Page, link: RegExp, scroll: () => Promise<unknown>, block: "start" | "center" = "start"): Promise<void> {
  const target = cardLink(page, link);
  await expect
    .poll(
      async () => {
        await scroll();
        return await target.count();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(1);
  await target.evaluate((element, at) => element.scrollIntoView({ block: at }), block);
  await page.waitForTimeout(300);
}

async function expectInSight(page: Page, link: RegExp): Promise<void> {
  const isInSight = async () => {
    const top = await topOf(page, link);
    return top > -300 && top < (await page.evaluate(() => innerHeight));
  };
  await expect.poll(isInSight, { timeout: 10_000 }).toBe(true);
  // And stays there.
  await page.waitForTimeout(500);
  expect(await isInSight()).toBe(true);
}

/** Only clients around the screen are in the page, each with its place: scrolls by as many as are missing. */
async function scrollTowards(page: Page, n: number): Promise<void> {
  await page.evaluate((wanted) => {
    const cells = [...document.querySelectorAll<HTMLElement>("[data-place-index]")];
    const [first, last] = [cells[0], cells.at(-1)];
    if (first === undefined || last === undefined) return;
    const places = (cell: HTMLElement) => Number(cell.dataset["placeIndex"]);
    const [top, bottom] = [first.getBoundingClientRect().top, last.getBoundingClientRect().bottom];
    const each = (bottom - top) / (places(last) - places(first) + 1);
    scrollBy(0, top + (wanted - places(first)) * each - innerHeight / 2);
  }, n);
}

const linkOf = (n: number) => new RegExp(`Bakker ${String(n).padStart(4, "0")}$`);

/** Scrolls until the link is there, opens it, goes back: no list is asked for again, and the link stands where it stood. */
async function returnsTo(page: Page, { link, path, scroll }: { link: RegExp; path: string; scroll: () => Promise<unknown> }): Promise<void> {
  const target = cardLink(page, link);
  await seekLink(page, link, scroll, "center");
  const before = await topOf(page, link);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await target.click();
  await page.getByRole("heading", { level: 1, name: link }).waitFor();
  await page.goBack();
  await target.waitFor();
  await expect.poll(() => topOf(page, link), { timeout: 10_000 }).toBeCloseTo(before, -1);
  await page.waitForTimeout(500);
  expect(Math.abs((await topOf(page, link)) - before)).toBeLessThan(3);
  expect(asked.filter((pathname) => pathname.endsWith(path) || pathname.endsWith("client-book/search"))).toEqual([]);
}

function cardLink(page: Page, link: RegExp): Locator {
  return page.locator("[data-place] a").filter({ hasText: link });
}

async function topOf(page: Page, link: RegExp): Promise<number> {
  const target = cardLink(page, link);
  return (await target.count()) === 0 ? Number.NaN : await target.evaluate((element) => element.getBoundingClientRect().top);
}
