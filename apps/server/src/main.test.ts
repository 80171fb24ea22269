import { temporaryFolder } from "@rapport/testkit";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { startServerProcess } from "./testing/index.ts";
import { SERVER_PROGRAM } from "./testing/server-program.ts";

/** Starts the server with settings that must prevent the start. */
async function refusedWith(settings: Record<string, string>, { files = 1_024 } = {}): Promise<{ code: number | null; lines: string[] }> {
  const server = spawn("/bin/sh", ["-c", `ulimit -n ${files} && exec "$0" "$@"`, process.execPath, ...SERVER_PROGRAM], {
    env: { PATH: process.env["PATH"], RAPPORT_DEMO: "0", PORT: "45871", RAPPORT_DATA_DIR: temporaryFolder(), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, error, [code]] = await Promise.all([text(server.stdout), text(server.stderr), once(server, "exit") as Promise<[number | null]>]);
  return { code, lines: `${output}${error}`.trimEnd().split("\n") };
}

test("a port in use prevents the start, with one line", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  expect(await refusedWith({ PORT: String(port) })).toEqual({
    code: 1,
    lines: [expect.stringMatching(new RegExp(`^PORT is not right: another program listens on ${port}\\. Example: PORT=\\d+$`))],
  });
  other.close();
});

test("a host that this machine does not have prevents the start, with one line", async () => {
  expect(await refusedWith({ RAPPORT_HOST: "203.0.113.7" })).toEqual({
    code: 1,
    lines: [expect.stringMatching(/^RAPPORT_HOST is not right: this machine has no address 203\.0\.113\.7\. Example: /)],
  });
});

test("a database that does not answer prevents the start, with one line without a password", async () => {
  const { code, lines } = await refusedWith({ DATABASE_URL: "postgres://someone:a-secret@127.0.0.1:1/none" });
  expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(/^DATABASE_URL is not right: .* Example: DATABASE_URL=/)] });
  expect(lines[0]).not.toContain("a-secret");
});

test("a data directory that is a file, or lies in one, prevents the start, with one line that names the file", async () => {
  const file = join(temporaryFolder(), "a-file");
  writeFileSync(file, "");
  for (const path of [file, join(file, "data", "here")])
    expect(await refusedWith({ RAPPORT_DATA_DIR: path })).toEqual({
      code: 1,
      lines: [`RAPPORT_DATA_DIR is not right: ${file} is a file, not a folder. Example: RAPPORT_DATA_DIR=./data`],
    });
});

test("F6 too few open files prevent the start, with one line", async () => {
  for (const files of [128, 256])
    expect(await refusedWith({}, { files })).toEqual({
      code: 1,
      lines: [`This process may have ${files} files open at once, and needs 512 or more. Raise the limit before the start: ulimit -n 4096`],
    });
});

test("F7 a warehouse folder that is a file prevents the start, with one line that names it", async () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, "warehouse"), "");
  expect(await refusedWith({ RAPPORT_DATA_DIR: dataDir })).toEqual({
    code: 1,
    lines: [`${join(dataDir, "warehouse")} is a file, and a folder is needed there. Move it away and start again.`],
  });
});

test("the first Ctrl+C says that the server stops, and when it has stopped", { timeout: 120_000 }, async () => {
  const { child } = await startServerProcess();
  child.kill("SIGINT");
  const [told, [code]] = await Promise.all([text(child.stdout), once(child, "exit") as Promise<[number | null]>]);
  expect({ code, end: told.trimEnd().split("\n").slice(-2) }).toEqual({ code: 0, end: ["Stopping...", "Stopped."] });
});
