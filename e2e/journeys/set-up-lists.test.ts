import { ActivityTypeCode } from "@rapport/contract";
import { getAttribute, getParameters, listTypesAtStore, putActivityType } from "@rapport/contract/clienteling";
import { listNumberSequences } from "@rapport/contract/organisation";
import { listSchedules, putSchedule } from "@rapport/contract/publishing";
import { expect } from "vitest";
import { enterHeadquarters, enterRegister, expectNoAxeViolations, expectToSee, type Retailer, screenshot, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
const address = ({ product, legalEntity }: Retailer, path: string, more = "") => `${product.url}/hq/${path}?legalEntity=${legalEntity}${more}`;

test("R28c an attribute type is made once, attributes take it, and a change of it changes them; while they do it is not deleted", async ({
  open,
  retailer,
}) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "attribute-types"));
  await page.getByRole("main").getByRole("link", { name: "New attribute type" }).first().click();
  await page.getByLabel("Code").fill("size");
  await page.getByLabel("Name in English").fill("Sizes");
  await page.getByLabel("Type", { exact: true }).selectOption("Whole number");
  await page.getByLabel("Lowest value").fill("30");
  await page.getByLabel("Highest value").fill("60");
  await page.getByLabel("Unit in English").fill("cm");
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("row", { name: /Sizes.*size.*Whole number · 30 to 60 · in cm/ }));
  await page.goto(address(retailer, "attributes/new"));
  await page.getByLabel("Code").fill("wrist");
  await page.getByLabel("Name in English").fill("Wrist");
  await page.getByLabel("Attribute type").selectOption("Sizes");
  await expectToSee(page.getByText("Whole number · 30 to 60 · in cm"));
  expect(await page.getByLabel("Lowest value").count()).toBe(0);
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "attribute-of-type", look: DESKTOP });
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("row", { name: /Wrist.*wrist.*Whole number/ }));
  await page.goto(address(retailer, "attribute-types/of/size"));
  await expectToSee(page.getByRole("region", { name: "Attributes of this type" }).getByRole("link", { name: "Wrist" }));
  await page.getByLabel("Highest value").fill("70");
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("row", { name: /Sizes.*30 to 70/ }));
  expect(await product.call(getAttribute, { params: { legalEntity, code: "wrist" } })).toMatchObject({ attributeType: "size", upper: 70 });
  await page.getByRole("link", { name: "Sizes" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expectToSee(page.getByText(/cannot be deleted: attributes are of it, wrist/));
});

test("R63 CC14 headquarters sets up the numbers of customers: each store counts on its own, and the format says which", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "commerce-parameters", "&tab=numbers"));
  const customers = page.getByRole("region", { name: "Customer account number" });
  await customers.getByLabel("Counts").selectOption("By store");
  await customers.getByLabel("Number format").fill("N-####");
  await page.keyboard.press("Control+Enter");
  await expectToSee(customers.getByText(/Write \{store\} and one run/));
  await customers.getByLabel("Number format").fill("{store}-####");
  await expectToSee(customers.getByText("The next customers: AMS-0001, AMS-0002, AMS-0003."));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "numbers-by-store", look: DESKTOP });
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByText("Saved."));
  const { numberSequences } = await product.call(listNumberSequences, { params: { legalEntity } });
  expect(numberSequences.find(({ reference }) => reference === "customer")).toMatchObject({ scope: "store", format: "{store}-####", preview: "AMS-0001" });
});

test("IE5 R78 a schedule is changed on its page, and a file of parameters is checked and stored", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const params = { legalEntity };
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "distribution-schedules"));
  await page.getByRole("link", { name: "New schedule" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Every night");
  await page.getByRole("spinbutton", { name: "day, First day" }).click();
  await page.keyboard.type("01032099");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Change Every night" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Each night");
  await page.getByLabel("Repeats").selectOption("Every week");
  await expectNoAxeViolations(page);
  // Somebody else changes it meanwhile: both are shown, and what was typed is kept over theirs.
  const [schedule] = (await product.call(listSchedules, { params })).schedules;
  await product.call(putSchedule, { params: { ...params, schedule: schedule?.schedule ?? 0 }, body: { jobs: [1060] } });
  await page.getByRole("button", { name: "Save" }).click();
  await expectToSee(page.getByRole("button", { name: "Keep mine" }));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "schedule-changed", look: DESKTOP });
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expectToSee(page.getByRole("row", { name: /Each night.*1060.*All stores.*Every week/ }));
  expect((await product.call(listSchedules, { params })).schedules).toMatchObject([
    { name: "Each night", recurrence: "weekly", jobs: [1060], saved: { version: 3 } },
  ]);

  await page.goto(address(retailer, "commerce-parameters"));
  await page.getByRole("link", { name: "Import commerce parameters" }).click();
  await page.locator("input[type=file]").setInputFiles({
    name: "parameters.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`legalEntity,booksPerCustomer\n${legalEntity},4\n`),
  });
  await expectToSee(page.getByText("What parameters.csv would do"));
  await page.getByRole("button", { name: "Store all" }).click();
  await page.getByRole("link", { name: "To the list" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Commerce parameters" }));
  expect(await product.call(getParameters, { params })).toMatchObject({ booksPerCustomer: 4 });
});

test("R60 case 38 a store shows the activity types that it fetched, until headquarters has them fetched anew", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const params = { legalEntity };
  const type = async (code: string, name: string) =>
    await product.call(putActivityType, { params: { ...params, code: ActivityTypeCode.parse(code) }, body: { name: { en: name, nl: name }, order: 1 } });
  await type("visit", "Visit");
  const till = await open({ ...DESKTOP, app: "pos", size: { width: 1024, height: 768 } });
  await enterRegister(till, retailer);
  const typesThere = async () => {
    const answer = await till.request.get(`${product.url}${listTypesAtStore.path}`);
    return ((await answer.json()) as { activityTypes: { code: string }[] }).activityTypes.map(({ code }) => code);
  };
  const before = await typesThere();
  expect(before).toContain("visit");
  await type("advice", "Gift advice");
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/activity-types?legalEntity=${legalEntity}`);
  await expectToSee(page.getByRole("row", { name: /Amsterdam.*An older list/ }));
  expect(await typesThere()).toEqual(before);
  await page.getByRole("button", { name: "Refresh Amsterdam now" }).click();
  await expectToSee(page.getByText("Amsterdam has the types of now."));
  await expectToSee(page.getByRole("row", { name: /Amsterdam.*What is here now/ }));
  expect(await typesThere()).toContain("advice");
});
