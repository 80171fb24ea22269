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

/** A browser whose camera sees the card of Tom, account C-3, who is in nobody's book. */
const test = journey.extend("camera", { scope: "file" }, async ({}, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), "card-"));
  const film = join(folder, "card.y4m");
  writeFileSync(film, filmOf("C-3"));
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
  await seeTracks(page);
  await enterRegister(page, retailer);
  await page.goto(`${retailer.product.url}/pos/search`);
  await expectToSee(page.getByRole("button", { name: "Scan a code" }));
  expect(await tracks(page)).toEqual([]);
  await page.getByRole("button", { name: "Scan a code" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Tom Jansen" }));
  await expectToSee(page.getByRole("button", { name: "Add to my client book" }));
  expect(await tracks(page)).toEqual(["ended"]);
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
  await page.getByLabel("Code", { exact: true }).fill("4".repeat(101));
  await page.getByRole("button", { name: "Find" }).click();
  await expectToSee(page.getByRole("alert").getByText("This code is too long: no client has a code of more than 100 characters."));
  await screenshot(page, { name: "scan-too-long", look: LOOK });
  await expectNoAxeViolations(page);
  // By keyboard alone: the space bar presses the button that has the focus.
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().focus();
  await page.keyboard.press("Space");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Scan a code" }).click();
  // The focus is on the button that would scan again; the Enter of a scanner does not press it.
  await page.getByRole("button", { name: "Scan again" }).focus();
  await scanByHand(page, "C-2");
  await expectToSee(page.getByRole("heading", { level: 1, name: "Noor Bakker" }));
  await page.goBack();
  await expectToSee(page.getByRole("button", { name: "Scan a code" }));
  await context.close();
});

test("CS16 the bar codes of loyalty cards are read by the camera; after an answer or an error it is off until somebody scans again", async ({
  open,
  retailer,
}) => {
  const page = await open(LOOK);
  // The first number of a card is seen twice: once without a network, and once with.
  await page.addInitScript(cameraThatSees, [EAN_13, EAN_13, CODE_128]);
  await seeTracks(page);
  const asked: string[] = [];
  await page.route("**/api/pos/customers/by-code", async (route) => {
    asked.push(route.request().postData() ?? "");
    await (asked.length === 1 ? route.abort() : route.continue());
  });
  await openScan(page, retailer);
  await expectToSee(page.getByRole("dialog").getByRole("alert"));
  // Longer than the camera needs for the card, which is still before it.
  await page.waitForTimeout(1_500);
  expect([asked.length, await tracks(page)]).toEqual([1, ["ended"]]);
  await screenshot(page, { name: "scan-error", look: LOOK });
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Scan again" }).click();
  await expectToSee(page.getByText("Nobody has the code 4006381333931."));
  expect(await tracks(page)).toEqual(["ended", "ended"]);
  await page.getByRole("button", { name: "Scan again" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Noor Bakker" }));
  expect([asked.length, await tracks(page)]).toEqual([3, ["ended", "ended", "ended"]]);
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

type Seen = typeof globalThis & { tracks?: MediaStreamTrack[] };

/** Keeps what the camera gave. */
async function seeTracks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const given = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const kept: MediaStreamTrack[] = [];
    (globalThis as Seen).tracks = kept;
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await given(wanted);
      kept.push(...stream.getTracks());
      return stream;
    };
  });
}

/** Whether each camera that was given is on (`live`) or off (`ended`). */
async function tracks(page: Page): Promise<string[]> {
  return await page.evaluate(() => ((globalThis as Seen).tracks ?? []).map(({ readyState }) => readyState));
}

/** Types as fast as a scanner, which a driven keyboard on a busy machine does not. */
async function scanByHand(page: Page, code: string): Promise<void> {
  await page.evaluate(
    (keys) => {
      for (const key of keys) document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    },
    [...Array.from(code), "Enter"],
  );
}

/** `C-2` as Code 128: the widths of its bars and of the blanks between them, with its start, check sign and stop. */
const CODE_128 = ["211214", "131321", "122132", "223211", "122132", "2331112"]
  .join("")
  .replaceAll(/\d/g, (width, at: number) => (at % 2 === 0 ? "1" : "0").repeat(Number(width)));

const EAN_13 = ean13("4006381333931");

/** The bars of a number as EAN-13, `1` for black. The first digit is told by how the next six are written. */
function ean13(digits: string): string {
  const odd = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"];
  const right = odd.map((bars) => bars.replaceAll(/./g, (bar) => (bar === "0" ? "1" : "0")));
  const even = right.map((bars) => Array.from(bars).toReversed().join(""));
  const orders = ["oooooo", "ooeoee", "ooeeoe", "ooeeeo", "oeooee", "oeeooe", "oeeeoo", "oeoeoe", "oeoeeo", "oeeoeo"];
  const order = orders[Number(digits[0])] ?? "";
  const of = (bars: string[], at: number) => bars[Number(digits[at])] ?? "";
  const six = [0, 1, 2, 3, 4, 5];
  return `101${six.map((at) => of(order[at] === "o" ? odd : even, at + 1)).join("")}01010${six.map((at) => of(right, at + 7)).join("")}101`;
}

/** In the page: a camera that sees the first of these bar codes when it is first begun, then the next. */
function cameraThatSees(cards: readonly string[]): void {
  let begun = 0;
  navigator.mediaDevices.getUserMedia = async () => {
    const bars = cards[Math.min(begun++, cards.length - 1)] ?? "";
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const paper = canvas.getContext("2d");
    const wide = 4;
    const left = (canvas.width - bars.length * wide) / 2;
    const draw = () => {
      if (paper === null) return;
      paper.fillStyle = "white";
      paper.fillRect(0, 0, canvas.width, canvas.height);
      paper.fillStyle = "black";
      for (const [at, bar] of Array.from(bars).entries()) if (bar === "1") paper.fillRect(left + at * wide, 120, wide, 240);
    };
    draw();
    // A picture that is not drawn again sends no frames.
    setInterval(draw, 50);
    return await Promise.resolve(canvas.captureStream(20));
  };
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
