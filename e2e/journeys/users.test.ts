import { text } from "node:stream/consumers";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, screenshot, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
const PASSWORD = "a sentence of one's own";

test("AC5 AC6 AC8 a person is invited, chooses a password, signs in with only their rights, changes the password, and is deactivated", async ({
  open,
  product,
  retailer,
}) => {
  const administrator = await open(DESKTOP);
  await enterHeadquarters(administrator, product);
  await administrator.goto(`${product.url}/hq/users`);
  const name = `Noor of ${retailer.legalEntity}`;
  const email = `noor.${retailer.legalEntity.toLowerCase()}@example.com`;
  await administrator.getByRole("link", { name: "Invite" }).click();
  await expectToSee(administrator.getByRole("heading", { level: 1, name: "Invite somebody" }));
  const form = administrator.getByRole("main");
  await form.getByRole("textbox", { name: "E-mail" }).fill(email);
  await form.getByRole("textbox", { name: "Name" }).fill(name);
  await form.getByRole("combobox", { name: "Role 1", exact: true }).selectOption("analyst");
  await form.getByRole("combobox", { name: "Where role 1 holds" }).selectOption(retailer.legalEntity);
  await expectNoAxeViolations(administrator);
  await administrator.keyboard.press("Control+Enter");
  const shown = administrator.getByRole("dialog", { name: `A link for ${name}` });
  await expectToSee(shown);
  await expectNoAxeViolations(administrator);
  const link = await shown.getByRole("textbox", { name: "Link" }).inputValue();
  await shown.getByRole("button", { name: "I have saved it" }).click();
  await expectToSee(administrator.getByRole("heading", { level: 1, name: "Users" }));
  const row = administrator.getByRole("row", { name: new RegExp(name) });
  await administrator.getByRole("searchbox", { name: "Search" }).fill(email);
  await administrator.waitForURL(/search=/);
  await expectToSee(administrator.getByText("1 row", { exact: true }));
  const [download] = await Promise.all([administrator.waitForEvent("download"), administrator.getByRole("button", { name: "Export as CSV" }).click()]);
  const [header, ...lines] = (await text(await download.createReadStream())).trimEnd().split("\r\n");
  expect(header).toMatch(/Name,E-mail,Roles,Last signed in,Second factor,State$/);
  expect(lines).toEqual([`${name},${email},Analyst · ${retailer.legalEntity},Never,Off,Invited`]);
  await expectToSee(row.getByText("Invited"));

  const page = await open(DESKTOP);
  await page.goto(link);
  await expectNoAxeViolations(page);
  await page.getByLabel("New password", { exact: true }).fill("Password123!");
  await page.getByRole("button", { name: "Choose" }).click();
  await expectToSee(page.getByText("is a very common password"));
  await page.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Choose" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  // By key: the button is where the link was, and a tap so soon would count as the second one of a double tap.
  await page.keyboard.press("Enter");
  await expectToSee(page.getByRole("navigation", { name: "Main" }).getByText("Reports"));
  expect(await page.getByRole("navigation", { name: "Main" }).getByText("System").count()).toBe(0);

  await page.goto(`${product.url}/hq/account`);
  await expectToSee(page.getByText("This session"));
  await expectNoAxeViolations(page);
  await page.getByLabel("Current password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("New password", { exact: true }).fill(`${PASSWORD}, changed`);
  await page.getByRole("button", { name: "Change password" }).click();
  await expectToSee(page.getByText("Your password is changed."));

  // Two administrators change the same person: the second is told of what the first saved, and what both typed is kept.
  const other = await open(DESKTOP);
  await enterHeadquarters(other, product);
  for (const one of [administrator, other]) {
    await one.goto(`${product.url}/hq/users?search=${email}`);
    await one.getByRole("link", { name }).click();
    await expectToSee(one.getByRole("heading", { level: 1, name }));
  }
  await administrator.getByRole("combobox", { name: "Role 1", exact: true }).selectOption("reader");
  await administrator.getByRole("button", { name: "Save" }).click();
  await expectToSee(row.getByText("Reader"));
  await other.getByRole("textbox", { name: "Name" }).fill(`${name}, MSc`);
  await other.keyboard.press("Control+Enter");
  await expectToSee(other.getByText(/changed this at/));
  await expectToSee(other.getByRole("row", { name: /Roles.*Reader/ }));
  await expectNoAxeViolations(other);
  await other.getByRole("button", { name: "Keep mine" }).click();
  await expectToSee(other.getByRole("row", { name: new RegExp(`${name}, MSc.*Reader`) }));
  await other.close();

  await administrator.reload();
  await row.getByRole("button", { name: `Actions for ${name}, MSc` }).click();
  await administrator.getByRole("menuitem", { name: "Deactivate" }).click();
  await administrator.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await expectToSee(row.getByText("Deactivated"));
  await page.reload();
  await expectToSee(page.getByLabel("E-mail"));
});

test.for(looksOf("hq").map((look) => [`${look.theme} ${look.language}`, look] as const))(
  "the users and the own account are readable in %s",
  async ([, look], { open, product }) => {
    const page = await open(look);
    await enterHeadquarters(page, product);
    for (const [path, name] of [
      ["users", "users"],
      ["account", "account"],
    ] as const) {
      await page.goto(`${product.url}/hq/${path}`);
      await expectToSee(page.getByRole("table"));
      await expectNoAxeViolations(page);
      await screenshot(page, { name, look });
    }
    await page.goto(`${product.url}/hq/users`);
    await page.getByRole("link", { name: look.language === "nl" ? "Uitnodigen" : "Invite" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: look.language === "nl" ? "Iemand uitnodigen" : "Invite somebody" }));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "invite", look });
  },
);
