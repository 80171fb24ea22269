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
  await administrator.getByRole("button", { name: "Invite" }).click();
  const dialog = administrator.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(email);
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("combobox", { name: "Role 1", exact: true }).selectOption("analyst");
  await dialog.getByRole("combobox", { name: "Where role 1 holds" }).selectOption(retailer.legalEntity);
  await expectNoAxeViolations(administrator);
  await dialog.getByRole("button", { name: "Invite" }).click();
  const shown = administrator.getByRole("dialog", { name: `A link for ${name}` });
  await expectToSee(shown);
  await expectNoAxeViolations(administrator);
  const link = await shown.getByRole("textbox", { name: "Link" }).inputValue();
  await shown.getByRole("button", { name: "I have saved it" }).click();
  const row = administrator.getByRole("row", { name: new RegExp(name) });
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

  await administrator.reload();
  await row.getByRole("button", { name: `Actions for ${name}` }).click();
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
    await page.getByRole("button", { name: look.language === "nl" ? "Uitnodigen" : "Invite" }).click();
    await expectToSee(page.getByRole("dialog"));
    await screenshot(page, { name: "invite", look });
  },
);
