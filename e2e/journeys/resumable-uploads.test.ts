import { createDataSource, getReceipt, listJobs, listResumableUploads } from "@rapport/contract/data-sources";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, fileDate, screenshot, until, type Look, type Retailer } from "../src/index.ts";
import { DESKTOP, test } from "./headquarters.fixture.ts";

const LOOKS: readonly Look[] = [DESKTOP, { app: "hq", size: { width: 1024, height: 768 }, theme: "dark", language: "en" }];
// oxlint-disable-next-line node/no-process-env -- 200 makes the file as large as the rule speaks of, by hand
const MEGABYTES = Number(process.env["RAPPORT_TEST_UPLOAD_MB"] ?? 24);
const LINE = `${fileDate({ daysAgo: 1 })}\t${"Linen throw ".repeat(80)}\t49.90\n`;
const ROWS = Math.floor((MEGABYTES * 1024 ** 2) / LINE.length);
const folder = mkdtempSync(join(tmpdir(), "rapport-upload-"));
const PATH = join(folder, "season.txt");
writeFileSync(PATH, `Date\tProduct\tPrice\n${LINE.repeat(ROWS)}`);
afterAll(() => rmSync(folder, { recursive: true }));

async function openSource(page: Page, { product, suite }: Retailer): Promise<number> {
  const { data_source_id: id } = await product.call(createDataSource, {
    params: { company: "rapport", rsid: suite.rsid },
    query: { type: "summary", name: "Season" },
  });
  await page.goto(`${product.url}/hq/data-sources/${suite.rsid}/${id}`);
  await expectToSee(page.getByRole("button", { name: "Choose files" }));
  return id;
}

/** So slow that a person could see it. */
async function slowLine(page: Page, megabytesInSecond: number): Promise<{ cut(): Promise<void>; mend(): Promise<void>; free(): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const set = async (offline: boolean, throughput: number) => {
    await session.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: throughput });
  };
  const slow = megabytesInSecond * 1024 ** 2;
  await set(false, slow);
  return { cut: () => set(true, slow), mend: () => set(false, slow), free: () => set(false, -1) };
}

/** Drops files as a person does: the browser makes them, from what a field took. */
async function dropFiles(page: Page, names: readonly string[], path: string): Promise<void> {
  await page.evaluate(() => {
    const field = document.createElement("input");
    field.type = "file";
    field.id = "dragged";
    field.style.display = "none";
    document.body.append(field);
  });
  await page.locator("#dragged").setInputFiles(path);
  const transfer = await page.evaluateHandle((given) => {
    const [file] = document.querySelector<HTMLInputElement>("#dragged")?.files ?? [];
    const made = new DataTransfer();
    if (file !== undefined) for (const name of given) made.items.add(name === file.name ? file : new File([file.slice(0, 5_000_000)], name));
    document.querySelector("#dragged")?.remove();
    return made;
  }, names);
  await page.locator(".hq-drop").dispatchEvent("dragover", { dataTransfer: transfer });
  await page.locator(".hq-drop").dispatchEvent("drop", { dataTransfer: transfer });
}

const jobsOf = async ({ product, suite }: Retailer, dataSourceId: number) =>
  (await product.call(listJobs, { params: { company: "rapport", rsid: suite.rsid, dataSourceId }, query: {} })).jobs;

test("FU21 U7 files that are dropped show how far they are; one is cancelled, and one whose connection is cut goes on by itself", async ({
  page,
  retailer,
}) => {
  const dataSourceId = await openSource(page, retailer);
  const line = await slowLine(page, MEGABYTES / 8);
  await dropFiles(page, ["season.txt", "other.txt"], PATH);
  const bar = page.getByRole("progressbar", { name: "season.txt" });
  await expectToSee(bar);
  await expectToSee(page.getByText("Waits for its turn"));
  await until(async () => Number(await bar.getAttribute("value")) > 0.2, "a fifth of the file was sent");
  await expectToSee(page.getByText(/ of [\d.]+ MB, \d+%, (a few seconds|less than a minute) left/));
  await expectNoAxeViolations(page);
  for (const look of LOOKS) {
    await page.setViewportSize(look.size);
    await page.evaluate((theme) => document.documentElement.setAttribute("data-theme", theme), look.theme);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "scrolls sideways").toBeLessThanOrEqual(look.size.width);
    await screenshot(page, { name: "sending", look });
  }
  await page.getByRole("button", { name: "Cancel other.txt" }).click();
  await line.cut();
  await expectToSee(page.getByText("The connection is lost. It goes on by itself."));
  await screenshot(page, { name: "reconnecting", look: DESKTOP });
  await line.mend();
  await until(async () => Number(await bar.getAttribute("value")) > 0.5, "it went on");
  await line.free();
  await page.waitForURL(/\/uploads\/\d+$/, { timeout: 60_000 });
  await page.getByText("every one accounted for").waitFor({ timeout: 90_000 });
  expect(await jobsOf(retailer, dataSourceId)).toMatchObject([{ filename: "season.txt", cameBy: "screen" }]);
  const [job] = await jobsOf(retailer, dataSourceId);
  expect(await retailer.product.call(getReceipt, { params: { jobId: job?.job_id ?? 0 } })).toMatchObject({ rowsRead: ROWS, summary: ROWS, rejected: 0 });
});

test("FU21 a file whose tab was closed goes on when it is chosen again; a cancelled one leaves nothing", async ({ page, open, retailer }) => {
  const { product, suite } = retailer;
  const dataSourceId = await openSource(page, retailer);
  const slow = await slowLine(page, MEGABYTES / 6);
  await page.locator("input[type=file]").setInputFiles(PATH);
  const bar = page.getByRole("progressbar", { name: "season.txt" });
  await until(async () => Number(await bar.getAttribute("value")) > 0.4, "some of the file was sent");
  await page.close();
  const again = await open(DESKTOP);
  await enterHeadquarters(again, product);
  await slow.free().catch(() => undefined);
  await again.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}`);
  // Somebody else's files are not listed: this is the same person in another browser.
  await expectToSee(again.getByText("To go on, choose the same file again.", { exact: false }));
  await expectNoAxeViolations(again);
  await screenshot(again, { name: "unfinished", look: DESKTOP });
  const offsets: number[] = [];
  again.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  await again.locator("input[type=file]").setInputFiles(PATH);
  await again.waitForURL(/\/uploads\/\d+$/, { timeout: 60_000 });
  expect(offsets[0]).toBeGreaterThan(0);
  await again.getByText("every one accounted for").waitFor({ timeout: 90_000 });
  expect(await jobsOf(retailer, dataSourceId)).toHaveLength(1);

  await again.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}`);
  await slowLine(again, 1);
  await dropFiles(again, ["wrong.txt"], PATH);
  await until(async () => Number(await again.getByRole("progressbar", { name: "wrong.txt" }).getAttribute("value")) > 0.1, "some of it was sent");
  await again.getByRole("button", { name: "Pause wrong.txt" }).click();
  await expectToSee(again.getByText("Paused"));
  await again.getByRole("button", { name: "Go on with wrong.txt" }).click();
  await again.getByRole("button", { name: "Cancel wrong.txt" }).click();
  await until(async () => (await again.getByRole("button", { name: "Cancel wrong.txt" }).count()) === 0, "it left the list");
  const kept = async () => (await product.call(listResumableUploads, { params: { rsid: suite.rsid, dataSourceId } })).uploads;
  expect(await kept()).toEqual([]);
  expect(await jobsOf(retailer, dataSourceId)).toHaveLength(1);
});
