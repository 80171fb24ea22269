import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { expectToSee, screenshot, test as journey, until } from "../src/index.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAGE = readFileSync(join(ROOT, "docs/setting-up.md"), "utf8");
/** What a reader types in the first terminal: the block marked `sh start`. */
const [, START = ""] = /^```sh start\n(.*?)^```$/ms.exec(PAGE) ?? [];
/** And in the second one: the other blocks, in the order of the page. */
const COMMANDS = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
/** One way by screen: the page in the navigation, what is pressed there, and the fields that are filled in. */
const WAYS = [...PAGE.matchAll(/^By screen: (.*?)\n\n/gms)].map(([, way = ""]) => way.replaceAll("\n", " "));
const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
/** What ends a way: it has to be there, and the API has done it already. */
const LAST = new Set(["Save", "Create", "Make a code", "Choose a file", "Add clients"]);

/** The product as the page starts it, and what it says of signing in. */
const test = journey.extend("started", { scope: "file" }, async ({}, { onCleanup }) => {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-setting-up-"));
  chmodSync(dataDir, 0o755);
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), RAPPORT_DATA_DIR: dataDir };
  const shell = spawn("bash", ["-euo", "pipefail", "-c", START], { cwd: ROOT, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [shell.stdout, shell.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  onCleanup(async () => {
    if (shell.exitCode === null) {
      const ended = once(shell, "exit");
      process.kill(-(shell.pid ?? 0), "SIGTERM");
      await ended;
    }
    rmSync(dataDir, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () =>
    await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(async () => {
    if (shell.exitCode !== null) throw new Error(`npm start ended with ${shell.exitCode}:\n${output}`);
    return await isReady();
  }, "the product of the page was ready");
  const [, password = "", key = ""] = /with (\w+)\. The key for the API is (\w+)\./.exec(output) ?? [];
  return { url, password, key };
});

test("the page about setting up is true: its commands, typed in order, end in an associate's book with the client's card, and its screens have what it names", async ({
  open,
  started: { url, password, key },
}) => {
  expect([COMMANDS.length > 8, WAYS.length > 10]).toEqual([true, true]);
  const cwd = mkdtempSync(join(tmpdir(), "rapport-setting-up-"));
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", COMMANDS.join("\n")], { cwd, env: { ...process.env, KEY: key, API: `${url}/api` } });
  rmSync(cwd, { recursive: true, force: true });
  const book = stdout.slice(stdout.lastIndexOf('{"clientBookId"'));
  expect(JSON.parse(book)).toMatchObject({ clientBookId: "CB-0001", clients: [{ name: "Clara Vermeer" }] });

  const page = await open(DESKTOP);
  await page.goto(`${url}/hq/`);
  await page.getByLabel("E-mail").fill("admin@example.com");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await expectToSee(page.getByRole("heading", { level: 1, name: "Home" }));
  const gone: string[] = [];
  for (const way of WAYS) gone.push(...(await missing(page, way)));
  expect(gone).toEqual([]);
  await screenshot(page, { name: "setting-up-last", look: DESKTOP });
});

/** Goes where a way leads, and says what of it is not there: a page, a button or a field. */
async function missing(page: Page, way: string): Promise<string[]> {
  const [path = "", ...bold] = [...way.matchAll(/\*\*(.+?)\*\*/g)].map(([, text = ""]) => text);
  const fields = [...way.replaceAll(/\*\*.+?\*\*/g, "").matchAll(/\*(.+?)\*/g)].map(([, text = ""]) => text);
  const [area = "", entry = ""] = path.split(" › ");
  const main = page.getByRole("main");
  const isThere = async (target: Locator) =>
    await target
      .first()
      .waitFor({ timeout: 5_000 })
      .then(
        () => true,
        () => false,
      );
  const navigation = page.getByRole("navigation", { name: "Main" });
  await navigation.getByText(area, { exact: true }).first().click();
  await navigation.getByRole("link", { name: entry, exact: true }).last().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  const gone: string[] = [];
  for (const what of bold.filter((text) => !text.includes(" › "))) {
    const target = main.locator("a, button, [role=tab]").filter({ hasText: new RegExp(`^${what}$`) });
    if (!(await isThere(target))) gone.push(what);
    else if (!LAST.has(what)) await target.first().click();
    if (what !== bold[0]) continue;
    for (const field of fields) if (!(await isThere(main.getByLabel(field, { exact: true }).or(main.getByRole("combobox", { name: field }))))) gone.push(field);
  }
  const others = await Promise.all(bold.filter((text) => text.includes(" › ")).map(async (text) => await missing(page, `**${text}**`)));
  return [...gone.map((what) => `${what}: ${way}`), ...others.flat()];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}
