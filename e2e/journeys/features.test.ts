import { choosePassword, inviteUser } from "@rapport/contract/access";
import { putParameters } from "@rapport/contract/clienteling";
import { listFeatures } from "@rapport/contract/features";
import { putLegalEntity } from "@rapport/contract/organisation";
import { expect } from "vitest";
import {
  enterHeadquarters,
  expectNoAxeViolations,
  expectReadableAtEveryWidth,
  expectToSee,
  looksAtEveryWidth,
  makeRetailer,
  screenshot,
  test,
} from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

test.for(looksAtEveryWidth().map((look) => [`${look.theme} ${look.language}`, look] as const))(
  "the features are readable at every width in %s",
  async ([, look], { open, retailer }) => {
    const page = await open(look);
    await enterHeadquarters(page, retailer.product);
    await page.goto(`${retailer.product.url}/hq/features`);
    await expectToSee(page.getByRole("table"));
    await expectReadableAtEveryWidth(page, { name: "features", look });
  },
);

/** The product is shared by all journeys, so what is switched here is answered in place of the server. */
test("R69 R72 a feature is disabled, scheduled and enabled on screen; one that cannot be disabled again warns first", async ({ open, retailer }) => {
  const { product } = retailer;
  const { timeZone, features } = await product.call(listFeatures, {});
  let [shown, needing] = features;
  if (shown === undefined || needing === undefined) throw new Error("there are two features");
  const sent: unknown[] = [];
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.route("**/api/features", async (route) => await route.fulfill({ json: { timeZone, features: [shown, needing], attention: [] } }));
  await page.route("**/api/features/clienteling?**", async (route) => {
    const wish = route.request().postDataJSON() as { state: "on" | "off" | "scheduled"; day?: string };
    sent.push(wish);
    if (shown !== undefined) shown = { ...shown, state: wish.state, decided: wish.state, day: wish.day ?? null };
    if (needing !== undefined) needing = { ...needing, state: wish.state === "on" ? "on" : "cannot" };
    await route.fulfill({ json: shown });
  });
  await page.goto(`${product.url}/hq/features`);
  await page.getByRole("button", { name: "Disable: Clienteling" }).click();
  await expectNoAxeViolations(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await expectToSee(page.getByText("Clienteling is off."));
  await page.getByRole("tab", { name: "Not enabled (2)" }).click();
  await expectToSee(page.getByText("It needs Clienteling, which is not on."));
  await expectToSee(page.getByText("Cannot be enabled"));
  expect(await page.getByRole("button", { name: "Enable now: Recommended products" }).count()).toBe(0);
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "features-cannot", look: DESKTOP });
  await page.getByRole("button", { name: "Schedule: Clienteling" }).click();
  await page.getByRole("dialog").getByRole("spinbutton").first().click();
  await page.keyboard.type("01012199");
  await expectNoAxeViolations(page);
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("alertdialog", { name: "Leave without saving?" }).getByRole("button", { name: "Stay here" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Schedule" }).click();
  await expectToSee(page.getByText("Clienteling is on from 1 Jan 2199."));
  await page.getByRole("tab", { name: "Scheduled (1)" }).click();
  shown = { ...shown, canBeDisabled: false };
  await page.reload();
  await page.getByRole("button", { name: "Enable now: Clienteling" }).click();
  await expectToSee(page.getByText("It cannot be disabled again."));
  await page.getByRole("alertdialog").getByRole("button", { name: "Enable now" }).click();
  await expectToSee(page.getByText("Clienteling is on."));
  await page.getByRole("tab", { name: "All (2)" }).click();
  expect(await page.getByRole("button", { name: "Disable: Clienteling" }).count()).toBe(0);
  expect(sent).toEqual([{ state: "off" }, { state: "scheduled", day: "2199-01-01" }, { state: "on", confirmed: true }]);
});

test("case 47 R73 somebody who may only see features finds the buttons disabled, and is refused", async ({ open, retailer: { product, legalEntity } }) => {
  const person = { email: `viewer.${legalEntity.toLowerCase()}@example.com`, password: "an orchard of one's own" };
  const roles = [{ role: "featureViewer" as const, legalEntity: null }];
  const { link } = await product.call(inviteUser, { body: { email: person.email, name: "Robin", roles } });
  await product.call(choosePassword, { body: { token: link.token, password: person.password } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, { ...product, adminEmail: person.email, adminPassword: person.password });
  await page.goto(`${product.url}/hq/features`);
  await expectToSee(page.getByText("You can see features, not change them."));
  const buttons = page.getByRole("table").getByRole("button", { name: /Clienteling|Recommended products/ });
  await expectToSee(buttons.first());
  for (const button of await buttons.all()) expect(await button.isDisabled()).toBe(true);
  const answer = await page.request.put(`${product.url}/api/features/clienteling`, { headers: { origin: product.url }, data: { state: "off" } });
  expect(answer.status()).toBe(403);
  await expectNoAxeViolations(page);
});

test("R69 clienteling needs attention where a legal entity has no attribute group for client books, and a link leads to the mend", async ({
  open,
  retailer,
}) => {
  const { product, legalEntity } = retailer;
  const params = { legalEntity };
  await product.call(putLegalEntity, { params, body: { name: `Shop ${legalEntity}` } });
  await product.call(putParameters, { params, body: { clientBookAttributeGroup: null } });
  // A second one, so that two lines stand below each other.
  const other = await makeRetailer(product);
  await product.call(putParameters, { params: { legalEntity: other.legalEntity }, body: { clientBookAttributeGroup: null } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/features`);
  await expectToSee(page.getByText("Needs attention"));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "features-attention", look: DESKTOP });
  await page.getByRole("link", { name: `Shop ${legalEntity} has no attribute group` }).click();
  await expectToSee(page.getByRole("tab", { name: "Clienteling", exact: true, selected: true }));
});

test("R75 while clienteling is off its pages and parameters are hidden, and an address of one says why", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.route("**/api/hq/session", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), features: [] } });
  });
  await page.goto(`${product.url}/hq/commerce-parameters?legalEntity=${legalEntity}&tab=clienteling`);
  await expectToSee(page.getByRole("tab", { name: "General", exact: true }));
  expect(await page.getByRole("tab", { name: "Clienteling", exact: true }).count()).toBe(0);
  expect(await page.getByRole("link", { name: "Client books" }).count()).toBe(0);
  await page.goto(`${product.url}/hq/client-books`);
  await expectToSee(page.getByText("Clienteling is switched off"));
  await expectNoAxeViolations(page);
  await page.getByRole("link", { name: "Open Features" }).click();
  await expectToSee(page.getByRole("heading", { name: "Features" }));
});
