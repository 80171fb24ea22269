import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { temporaryFolder } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testServer, type TestServer } from "./testing/index.ts";

const run = promisify(execFile);
const page = readFileSync(new URL("../../../docs/setting-up.md", import.meta.url), "utf8");
/** The commands that a reader types: the blocks marked `sh`, in the order of the page. */
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);

// The page needs curl; the product itself needs only Node and npm.
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ listen: true });
});
afterAll(async () => {
  await server.close();
});

test.runIf(hasCurl)(
  "the commands of docs/setting-up.md, typed in order, end in an associate's book with the client's card",
  async () => {
    expect(commands.length).toBeGreaterThan(8);
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", commands.join("\n")], {
      cwd: temporaryFolder("setting-up-"),
      // oxlint-disable-next-line node/no-process-env -- a shell as a person has it
      env: { ...process.env, KEY: server.apiKey, API: `${server.url}/api` },
    });
    const book = JSON.parse(
      stdout
        .trim()
        .split("\n")
        .at(-1)!
        .replace(/^.*?(?=\{"clientBookId")/, ""),
    ) as { clientBookId: string; clients: { name: string }[] };
    expect(book.clientBookId).toBe("CB-0001");
    expect(book.clients.map(({ name }) => name)).toEqual(["Clara Vermeer"]);
  },
  60_000,
);
