import { choosePassword, inviteUser } from "@rapport/contract/access";
import { Secret, TOTP } from "otpauth";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, screenshot, test } from "../src/index.ts";

const PASSWORD = "a sentence of one's own";

for (const look of looksOf("hq").filter(({ theme, language }) => (theme === "light") === (language === "en")))
  test(`AC9 a second factor is set up, asked for at sign-in, and a recovery code replaces it, in ${look.theme} ${look.language}`, async ({
    open,
    product,
    retailer,
  }) => {
    const english = look.language === "en";
    const say = (en: string, nl: string) => (english ? en : nl);
    const email = `factor.${retailer.legalEntity.toLowerCase()}@example.com`;
    const { link } = await product.call(inviteUser, { body: { email, name: "Noor Bakker", roles: [{ role: "reader" }] } });
    await product.call(choosePassword, { body: { token: link.token, password: PASSWORD } });
    const page = await open(look);
    const signIn = async () => {
      await page.goto(`${product.url}/hq/sign-in`);
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel(say("Password", "Wachtwoord"), { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: say("Sign in", "Inloggen") }).click();
    };
    await signIn();
    await expectToSee(page.getByRole("navigation"));
    await page.goto(`${product.url}/hq/account`);
    await page.getByRole("button", { name: say("Set up", "Instellen") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(say("Your password", "Je wachtwoord"), { exact: true }).fill(PASSWORD);
    await dialog.getByRole("button", { name: say("Next", "Verder") }).click();
    await expectToSee(dialog.getByRole("img"));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "second-factor", look });
    const secret = (await dialog.getByRole("textbox", { name: say("Secret", "Geheime sleutel") }).inputValue()).replaceAll(" ", "");
    await dialog.getByRole("textbox", { name: "Code" }).fill("000000x");
    await dialog.getByRole("button", { name: say("Turn on", "Aanzetten") }).click();
    await expectToSee(dialog.getByText(say("is not the code that the app shows now", "is niet de code die de app nu toont")));
    await dialog.getByRole("textbox", { name: "Code" }).fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await dialog.getByRole("button", { name: say("Turn on", "Aanzetten") }).click();
    await expectToSee(page.getByRole("dialog", { name: say("Your recovery codes", "Je herstelcodes") }));
    await expectNoAxeViolations(page);
    const [recovery = ""] = await dialog.getByRole("listitem").allTextContents();
    await dialog.getByRole("button", { name: say("I have saved it", "Ik heb het bewaard") }).click();
    await expectToSee(page.getByText(say("10 recovery codes are left.", "Er zijn nog 10 herstelcodes.")));
    await screenshot(page, { name: "second-factor-on", look });

    await page.context().clearCookies();
    await signIn();
    await page.getByRole("textbox", { name: "Code" }).fill("123456");
    await page.getByRole("button", { name: say("Sign in", "Inloggen") }).click();
    await expectToSee(page.getByText(say("This code is not right, or was used before.", "Deze code klopt niet, of is al gebruikt.")));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "sign-in-code", look });
    await page.getByRole("textbox", { name: "Code" }).fill(recovery);
    await page.getByRole("button", { name: say("Sign in", "Inloggen") }).click();
    await expectToSee(page.getByRole("navigation"));
  });

test("AC10 a person without a required second factor is led to their own account from every page", async ({ open, product }) => {
  const page = await open({ app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } });
  await enterHeadquarters(page, product);
  // Really requiring it would affect every journey of this run. The server's part has a test of its own.
  await page.route("**/api/hq/session", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), permissions: ["ownAccount"], lacksSecondFactor: true } });
  });
  await page.goto(`${product.url}/hq/users`);
  await page.waitForURL("**/hq/account*");
  await expectToSee(page.getByRole("button", { name: "Set up" }));
});
