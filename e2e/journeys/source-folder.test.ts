import { getSourceFolder, listJobs } from "@rapport/contract/data-sources";
import { promisify } from "node:util";
import ssh2, { type SFTPWrapper } from "ssh2";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, fileDate, fileOf, looksOf, screenshot, until, uploadRows } from "../src/index.ts";
import { test } from "./headquarters.fixture.ts";

const HEADER = ["Date", "Product", "Price"];

test("SF1 FO3 makes a password and adds a key on the page of a source, sends a file by SFTP, and sees what waits and why", async ({ page, open, retailer }) => {
  const { product, suite } = retailer;
  const rows = [HEADER, [fileDate({ daysAgo: 1 }), "Linen throw", "49.90"]];
  const { dataSourceId } = await uploadRows(retailer, { type: "summary", source: "Night files", filename: "monday.txt", rows });
  const params = { rsid: suite.rsid, dataSourceId };
  await page.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}`);
  await page.getByRole("button", { name: "Make a new password" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Make a new password" }).click();
  const password = await page.getByRole("textbox", { name: "Password", exact: true }).inputValue();
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "I have saved it" }).click();

  await page.getByRole("button", { name: "Add a public key" }).click();
  const pair = ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256, comment: "till of the shop" });
  await page.getByRole("textbox", { name: "Public key", exact: true }).fill("ssh-rsa nonsense");
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await expectToSee(page.getByRole("dialog").getByText("is not a public key", { exact: false }).last());
  await expectNoAxeViolations(page);
  await page.getByRole("textbox", { name: "Public key", exact: true }).fill(pair.public);
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await expectToSee(page.getByText("till of the shop"));

  const { sftp } = await product.call(getSourceFolder, { params });
  const client = new ssh2.Client();
  await new Promise((resolve, reject) => {
    client
      .once("ready", () => resolve(undefined))
      .once("error", reject)
      .connect({ host: sftp?.host ?? "", port: sftp?.port ?? 0, username: sftp?.login ?? "", password });
  });
  const sender = await promisify(client.sftp.bind(client) as (done: (error: Error | undefined, sftp: SFTPWrapper) => void) => void)();
  const put = async (name: string, text: string) =>
    await new Promise((resolve, reject) => sender.writeFile(name, text, (error) => (error ? reject(error) : resolve(undefined))));
  await put("tuesday.txt", fileOf([HEADER, [fileDate({ daysAgo: 1 }), "Teapot", "19.90"]]));
  await put("Returns.TXT", "x");
  await put("returns.fin", "");
  const small = { app: "hq", theme: "light", language: "nl", size: { width: 1024, height: 768 } } as const;
  for (const look of [...looksOf("hq"), small]) {
    const seen = await open(look);
    await enterHeadquarters(seen, product);
    await seen.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}`);
    await expectToSee(seen.getByText("tuesday.txt"));
    await expectNoAxeViolations(seen);
    expect(await seen.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
    await seen.getByText(sftp?.login ?? "", { exact: true }).scrollIntoViewIfNeeded();
    await screenshot(seen, { name: "source-folder", look });
    await seen.getByText("Returns.TXT").scrollIntoViewIfNeeded();
    await screenshot(seen, { name: "source-queue", look });
  }
  await put("tuesday.fin", "");
  await until(async () => {
    const { jobs } = await product.call(listJobs, { params: { company: "rapport", ...params }, query: {} });
    return jobs.some(({ filename, status }) => filename === "tuesday.txt" && status === "success");
  }, "the file was loaded");
  client.end();
  await page.reload();
  await expectToSee(page.getByRole("link", { name: "tuesday.txt" }));
});
