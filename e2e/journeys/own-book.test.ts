import { putAttribute, putAttributeGroup, putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { putWorker } from "@rapport/contract/organisation";
import { expect } from "vitest";
import { enterRegister, expectNoAxeViolations, expectToSee, looksOf, makeRetailer, screenshot, test as journey } from "../src/index.ts";

const NAMES = [
  ["B-1", "Anna", "Visser"],
  ["B-2", "Bartholomeus Johannes", "van der Meer-Oosterhuis tot Voorst en Keppel"],
  ["B-3", "Cem", "Yıldız"],
  ["B-4", "ليلى", "منصور"],
  ["B-5", "Dirk", "Bos"],
] as const;

/** In ten days, in the year of somebody's birth. */
const SOON = `1990${new Date(Date.now() + 10 * 86_400_000).toISOString().slice(4, 10)}`;
const FACTS = [
  { birthday: "1984-05-18", nickname: "Annie" },
  { birthday: "1950-11-02", nickname: "The Baron" },
  { birthday: SOON, nickname: "Cemal" },
  { birthday: "1999-01-30" },
  {},
];

/** A book of five for the first associate, with birthdays and nicknames. */
const test = journey.extend("shop", { scope: "file" }, async ({ product }) => {
  const retailer = await makeRetailer(product);
  const { legalEntity, operatorId } = retailer;
  const customers = NAMES.map(([accountNumber, firstName, lastName], at) => ({
    accountNumber,
    firstName,
    lastName,
    phone: `06-1234567${at}`,
    email: `client${at}@example.com`,
    addressBooks: ["AMS"],
    attributes: FACTS[at] ?? {},
  }));
  await product.call(putAttribute, {
    params: { legalEntity, code: "nickname" },
    body: { name: { en: "Nickname", nl: "Roepnaam" }, type: "text", refinable: true, filter: { kind: "list", multi: true } },
  });
  const members = ["birthday", "interest", "nickname"].map((attribute, index) => ({ attribute, displayOrder: index + 1 }));
  await product.call(putAttributeGroup, { params: { legalEntity, code: "clientBook" }, body: { members } });
  await product.call(putCustomers, { params: { legalEntity }, body: { customers } });
  await product.call(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: NAMES.map(([account]) => account) } });
  return retailer;
});

const WORDS = {
  en: {
    select: "Select",
    sort: /^Sorted by/,
    all: "Select all",
    remove: "Remove",
    undo: "Undo",
    compact: "Compact",
    contact: "Newest contact",
    rest: "No contact yet",
    saved: "Saved",
  },
  nl: {
    select: "Selecteren",
    sort: /^Gesorteerd op/,
    all: "Alle",
    remove: "Verwijderen",
    undo: "Ongedaan maken",
    compact: "Compact",
    contact: "Nieuwste contact",
    rest: "Nog geen contact",
    saved: "Bewaard",
  },
} as const;

test.for(looksOf("pos"))(
  "R12b R12c R12d the own book is sorted, shown compact, and what was removed comes back, in $theme and $language at $size.width",
  async (look, { open, shop }) => {
    const words = WORDS[look.language];
    const page = await open(look);
    await enterRegister(page, shop);
    await page.goto(`${shop.product.url}/pos/client-book`);
    await expectToSee(page.getByRole("link", { name: "Anna Visser" }));
    await screenshot(page, { name: "own-book", look });
    await page.getByRole("button", { name: words.sort }).click();
    await screenshot(page, { name: "own-book-sort", look });
    await page.getByRole("menuitemradio", { name: words.contact }).click();
    await expectToSee(page.getByText(words.rest));
    expect(page.url()).toContain("sort=-lastContact");
    await page.getByRole("button", { name: words.sort }).click();
    await page.getByRole("menuitemradio", { name: words.compact }).click();
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "own-book-compact", look });
    await page.reload();
    await expectToSee(page.locator('[data-density="compact"]'));
    await page.getByRole("button", { name: words.select, exact: true }).click();
    await page.getByRole("button", { name: /Anna Visser/ }).click();
    await page.getByRole("button", { name: /Dirk Bos/ }).click();
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "own-book-selected", look });
    await page.getByRole("button", { name: words.remove, exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: words.remove }).click();
    await page.getByRole("link", { name: "Anna Visser" }).waitFor({ state: "detached" });
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "own-book-removed", look });
    // Also in the message, which goes; the button of the list stays for ten minutes, also after a reload.
    await page.reload();
    await expectToSee(page.getByRole("link", { name: /^ليلى/ }));
    await page.locator("#content").getByRole("button", { name: words.undo }).click();
    await expectToSee(page.getByRole("link", { name: "Anna Visser" }));
    await expectToSee(page.getByRole("link", { name: "Dirk Bos" }));
  },
);

const DAYS = {
  en: { day: "Birthday: day", on: "On a day", before: "Before a day", after: "After a day", between: "Between two days", first: "First day", last: "Last day", soon: "Next 30 days", inside: "Find in Nickname", contains: /^contains/, filters: "Filters", show: /^Show/ }, // prettier-ignore
  nl: { day: "Verjaardag: dag", on: "Op een dag", before: "Voor een dag", after: "Na een dag", between: "Tussen twee dagen", first: "Eerste dag", last: "Laatste dag", soon: "Komende 30 dagen", inside: "Zoek in Roepnaam", contains: /^bevat/, filters: /^Filters/, show: /^Toon/ }, // prettier-ignore
} as const;
const TWO_LOOKS = [
  { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } },
  { app: "pos", theme: "dark", language: "nl", size: { width: 390, height: 844 } },
] as const;

test.for(TWO_LOOKS)("R38 the own book is filtered by days and by a part of a text, in $language at $size.width", async (look, { open, shop }) => {
  const words = DAYS[look.language];
  const page = await open(look);
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/client-book`);
  await expectToSee(page.getByRole("link", { name: "Anna Visser" }));
  const isPhone = look.size.width < 800;
  if (isPhone) await page.getByRole("button", { name: words.filters }).click();
  const panel = isPhone ? page.getByRole("dialog") : page.getByRole("complementary");
  // The names stand in the page also while a sheet covers them.
  const shown = async () => (await page.locator(".client-card-link").allTextContents()).map((name) => name.split(" ")[0]);
  const type = async (label: string, digits: string) => {
    await panel.getByRole("group", { name: label }).getByRole("spinbutton").first().click();
    await page.keyboard.type(digits, { delay: 20 });
  };
  const mode = panel.getByRole("combobox", { name: words.day });
  for (const [how, names] of [
    [words.on, ["Anna"]],
    [words.before, ["Bartholomeus", "Clara"]],
    [words.after, ["Noor", "Cem", "ليلى"]],
  ] as const) {
    await mode.selectOption({ label: how });
    if (how === words.on) await type(words.day, "18051984");
    await expect.poll(shown).toEqual(names);
  }
  await mode.selectOption({ label: words.between });
  await type(words.last, "31121995");
  await expect.poll(shown).toEqual(["Noor", "Anna", "Cem"]);
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "filter-days", look });
  await mode.selectOption({ index: 0 });
  await panel.getByRole("button", { name: words.soon }).click();
  // Others may have their birthday soon too, by the day of the test.
  await expect.poll(async () => (await shown()).includes("Dirk")).toBe(false);
  expect(await shown()).toContain("Cem");
  await panel.getByRole("button", { name: words.soon }).click();
  await panel.getByRole("searchbox", { name: words.inside }).fill("an");
  await panel.getByRole("button", { name: words.contains }).click();
  await expect.poll(shown).toEqual(["Anna"]);
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "filter-contains", look });
  if (isPhone) await panel.getByRole("button", { name: words.show }).click();
  await expectToSee(page.getByRole("link", { name: "Anna Visser" }));
});

test("R38b a filter is saved, found again, renamed and deleted", async ({ open, shop }) => {
  const look = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;
  const page = await open(look);
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/client-book?sort=lastContact`);
  await page.getByRole("button", { name: "Saved" }).click();
  await page.getByRole("menuitem", { name: "Save this filter…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Whom to call");
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "save-filter", look });
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expectToSee(page.getByRole("button", { name: "Whom to call" }));
  await page.goto(`${shop.product.url}/pos/client-book`);
  await page.getByRole("button", { name: "Saved" }).click();
  await page.getByRole("menuitemradio", { name: "Whom to call" }).click();
  await page.waitForURL(/sort=lastContact/);
  await page.getByRole("button", { name: "Whom to call" }).click();
  await page.getByRole("menuitem", { name: "Rename, share, delete…" }).click();
  await page.getByRole("button", { name: "Rename Whom to call" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Call these");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expectToSee(page.getByRole("button", { name: "Delete Call these" }));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "manage-filters", look });
  await page.getByRole("button", { name: "Delete Call these" }).click();
  await expectNoAxeViolations(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expectToSee(page.getByText("You have saved no filter yet."));
});

test("TD7 R11 a client is asked for, taken back and asked for again, given on Today, and the asker is told", async ({ open, product }) => {
  const shop = await makeRetailer(product);
  const { legalEntity } = shop;
  await product.call(putCustomers, {
    params: { legalEntity },
    body: { customers: [{ accountNumber: "Q-1", firstName: "Quinta", lastName: "Maas", addressBooks: ["AMS"] }] },
  });
  await product.call(putWorker, {
    params: { legalEntity, operatorId: "ben" },
    body: { name: "Ben Smit", employeeAddressBooks: ["AMS"], operations: [712, 714, 715], password: "shop-floor-ben" },
  });
  await product.call(putClientBookEntries, { params: { legalEntity, operatorId: shop.operatorId }, body: { accountNumbers: ["Q-1"] } });
  const look = { app: "pos", theme: "light", language: "en", size: { width: 390, height: 844 } } as const;
  const asker = await open(look);
  await enterRegister(asker, { ...shop, operatorId: "ben", password: "shop-floor-ben" });
  await asker.goto(`${product.url}/pos/search`);
  await asker.getByRole("searchbox").fill("quinta");
  await asker.getByRole("link", { name: "Quinta Maas" }).click();
  await asker.getByRole("button", { name: "Ask for it" }).click();
  await asker.getByRole("textbox").fill("She lives next door to me.");
  await expectNoAxeViolations(asker);
  await screenshot(asker, { name: "ask-for-client", look });
  await asker.getByRole("button", { name: "Ask", exact: true }).click();
  await expectToSee(asker.getByText(/^You asked/));
  await asker.getByRole("button", { name: "Take back" }).click();
  await expectToSee(asker.getByText("Your colleague is not asked any more."));
  // By keyboard: a second tap at the same place, this soon after the first, is no tap (C23).
  await asker.getByRole("button", { name: "Ask for it" }).press("Enter");
  await asker.getByRole("textbox").fill("She lives next door to me.");
  await asker.getByRole("button", { name: "Ask", exact: true }).click();
  await expectToSee(asker.getByText(/^You asked/));
  const owner = await open(look);
  await enterRegister(owner, shop);
  await owner.goto(`${product.url}/pos/`);
  await expectToSee(owner.getByText("She lives next door to me."));
  await expectNoAxeViolations(owner);
  await screenshot(owner, { name: "asked-of-me", look });
  await owner.getByRole("button", { name: "Give Quinta Maas to Ben Smit" }).click();
  await expectToSee(owner.getByText("Quinta Maas is in the book of Ben Smit now. They are told."));
  await asker.goto(`${product.url}/pos/`);
  await expectToSee(asker.getByText("The client is in your book now."));
  await screenshot(asker, { name: "answered", look });
  await asker.getByRole("button", { name: "Put away: Quinta Maas" }).click();
  await asker.getByText("The client is in your book now.").waitFor({ state: "detached" });
});
