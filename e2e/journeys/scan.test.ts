import { BarcodeFormat, QRCodeWriter } from "@zxing/library";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { expect } from "vitest";
import { browserToLaunch } from "../src/browser.ts";
import { enterRegister, expectNoAxeViolations, expectToSee, looksOf, type Retailer, screenshot, test as journey } from "../src/index.ts";
import { contextFor } from "../src/screenshots.ts";

const LOOK = { app: "pos", theme: "light", language: "en", size: { width: 390, height: 844 } } as const;

/** A browser whose camera sees the card of Clara, account C-1. */
const test = journey.extend("camera", { scope: "file" }, async ({}, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), "card-"));
  const film = join(folder, "card.y4m");
  writeFileSync(film, filmOf("C-1"));
  const { args = [], ...launch } = browserToLaunch();
  // Without a window it could ask nobody for leave.
  const seen = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`];
  const browser: Browser = await chromium.launch({ ...launch, args: [...args, ...seen] });
  onCleanup(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  return browser;
});

test("CS16 a client's card is read by the camera and opens the client, who can be added to the book; nothing is read before somebody asks", async ({
  camera,
  retailer,
}) => {
  const context = await contextFor(camera, LOOK);
  const page = await context.newPage();
  const refused: string[] = [];
  page.on("console", (said) => said.type() === "error" && refused.push(said.text()));
  await openScan(page, retailer);
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  // Nothing of it needs more than the page's own policy allows.
  expect(refused.filter((said) => said.includes("Content Security Policy"))).toEqual([]);
  await context.close();
});

test("CS16 refused, the page says so in words, and the code is typed; a scanner types it wherever the focus is; nobody with it is said", async ({
  camera,
  retailer,
}) => {
  const context = await contextFor(camera, LOOK);
  const page = await context.newPage();
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => await Promise.reject(new DOMException("refused", "NotAllowedError"));
  });
  await openScan(page, retailer);
  await expectToSee(page.getByRole("alert").getByText("This page may not use the camera."));
  await screenshot(page, { name: "scan-refused", look: LOOK });
  await expectNoAxeViolations(page);
  await page.getByLabel("Code", { exact: true }).fill("👜 nobody's");
  await page.getByRole("button", { name: "Find" }).dblclick();
  await expectToSee(page.getByText("Nobody has the code 👜 nobody's."));
  await screenshot(page, { name: "scan-nobody", look: LOOK });
  await expectNoAxeViolations(page);
  // The focus is on the button that would scan again.
  await page.getByRole("button", { name: "Scan again" }).focus();
  await page.keyboard.type("C-2");
  await page.keyboard.press("Enter");
  await expectToSee(page.getByRole("heading", { level: 1, name: "Noor Bakker" }));
  await page.goBack();
  await expectToSee(page.getByRole("button", { name: "Scan a code" }));
  await context.close();
});

test.for(looksOf("pos"))("CS16 a device without a camera says so, in $theme and $language at $size.width", async (look, { open, retailer }) => {
  const page = await open(look);
  await openScan(page, retailer);
  await expectToSee(page.getByRole("alert"));
  await screenshot(page, { name: "scan", look });
  await expectNoAxeViolations(page);
});

async function openScan(page: Page, retailer: Retailer): Promise<void> {
  await enterRegister(page, retailer);
  await page.goto(`${retailer.product.url}/pos/search`);
  await page.getByRole("button", { name: /^(Scan a code|Code scannen)$/ }).click();
}

const [WIDTH, HEIGHT] = [640, 480];

/** A film of a white card with a code on it, as a camera would send it: luminance, then colour, which there is none of. */
function filmOf(code: string): Buffer {
  const size = 320;
  const drawn = new QRCodeWriter().encode(code, BarcodeFormat.QR_CODE, size, size, new Map());
  const luminance = Buffer.alloc(WIDTH * HEIGHT, 235);
  const [left, top] = [(WIDTH - size) / 2, (HEIGHT - size) / 2];
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (drawn.get(x, y)) luminance[(top + y) * WIDTH + left + x] = 16;
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luminance, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}
