import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const OWN_NAMES = ["localhost", "127.0.0.1", "::1"];

test("every setting is optional", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 4000,
    network: { proxies: ["loopback"], hosts: OWN_NAMES, isReachable: false },
    dataDir: "./data",
    demo: true,
    admin: { email: "admin@example.com", password: undefined },
    bootstrapKey: undefined,
    databaseUrl: undefined,
    clickhouseUrl: undefined,
    adminPort: undefined,
    uploadMaxBytes: 5 * 1024 ** 3,
    unpack: { maxBytes: 5 * 1024 ** 3, maxRatio: 200 },
    fileDoors: { queueMaxBytes: 50 * 1024 ** 2 },
    diskReserveBytes: undefined,
    connections: {},
    reports: { atOnce: 2, waiting: 100 },
    lookupsPerHour: 3000,
    webhooks: { publicUrl: undefined, mayGoInside: false },
    auditDays: 1095,
    threads: 4,
    ignored: [],
  });
});

test("SFTP has a port of its own, and senders are told the name of the public address", () => {
  const read = (settings: Record<string, string>) => readConfig(settings).fileDoors.sftp;
  expect([read({}), read({ RAPPORT_SFTP_PORT: "0" })]).toEqual([undefined, undefined]);
  expect(read({ RAPPORT_SFTP_PORT: "2222" })).toEqual({ host: "127.0.0.1", port: 2222, publicHost: "127.0.0.1" });
  const outside = { RAPPORT_SFTP_PORT: "2222", RAPPORT_HOST: "0.0.0.0" };
  expect(read(outside)).toMatchObject({ host: "0.0.0.0", publicHost: hostname() });
  expect(read({ ...outside, RAPPORT_PUBLIC_URL: "https://files.example.com/x" })).toMatchObject({ publicHost: "files.example.com" });
  expect(refusalOf({ RAPPORT_SFTP_PORT: "4000" })).toContain("RAPPORT_SFTP_PORT is not right: it must differ from PORT");
});

test("an empty setting counts as not set", () => {
  expect(readConfig({ PORT: "", RAPPORT_DEMO: " " })).toMatchObject({ port: 4000, demo: true });
});

test.each([
  ["PORT", "abc"],
  ["PORT", "0"],
  ["PORT", "70000"],
  ["PORT", "40.5"],
  ["RAPPORT_HOST", "not a host"],
  ["RAPPORT_DEMO", "yes"],
  ["RAPPORT_ADMIN_EMAIL", "nobody"],
  ["RAPPORT_ADMIN_PASSWORD", "short"],
  ["RAPPORT_BOOTSTRAP_KEY", "too short"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["DATABASE_URL", "localhost"],
  ["CLICKHOUSE_URL", "tcp://localhost:9000"],
  ["RAPPORT_ADMIN_PORT", "-1"],
  ["RAPPORT_UPLOAD_MAX_MB", "0"],
  ["RAPPORT_UPLOAD_MAX_MB", "5 GB"],
  ["UV_THREADPOOL_SIZE", "1"],
  ["RAPPORT_SFTP_PORT", "70000"],
  ["RAPPORT_QUEUE_MAX_MB", "0"],
])("%s=%s is refused in one line that names it, says what is wrong and gives an example, without the value", (name, value) => {
  const message = refusalOf({ [name]: value });
  expect(message).toMatch(new RegExp(`^${name} is not right: it must .*\\. Example: ${name}=`));
  expect(message).not.toContain("\n");
  if (value.length > 4 && name !== "PORT") expect(message.replace(/Example:.*/, "")).not.toContain(value);
});

test("a misspelt setting is named", () => {
  expect(readConfig({ RAPPORT_DATADIR: "/tmp/x", PATH: "/bin" }).ignored).toEqual(["RAPPORT_DATADIR"]);
});

test("the metrics port must differ from the product's", () => {
  expect(refusalOf({ PORT: "4100", RAPPORT_ADMIN_PORT: "4100" })).toContain("RAPPORT_ADMIN_PORT");
});

test("the server ends with code 1 and that one line, no stack", () => {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", main], { env: { ...process.env, PORT: "abc" }, encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: "PORT is not right: it must be a port from 1 to 65535. Example: PORT=4000\n" });
});

function refusalOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("it was taken");
}

test("S6 S9 a server answers to its own names and those in the setting; with `none` no proxy is believed", () => {
  const { network } = readConfig({ RAPPORT_HOST: "0.0.0.0" });
  expect(network).toEqual({ proxies: ["loopback"], hosts: ["0.0.0.0", hostname(), ...OWN_NAMES], isReachable: true });
  expect(readConfig({ RAPPORT_ALLOWED_HOSTS: "*" }).network.hosts).toBeUndefined();
  expect(readConfig({ RAPPORT_ALLOWED_HOSTS: "rapport.example.com", RAPPORT_TRUSTED_PROXIES: "none" }).network).toEqual({
    proxies: [],
    hosts: ["rapport.example.com", ...OWN_NAMES],
    isReachable: true,
  });
  expect(readConfig({ RAPPORT_TRUSTED_PROXIES: "10.0.0.0/8, loopback" }).network.proxies).toEqual(["10.0.0.0/8", "loopback"]);
});

test.each([
  [{}, false],
  [{ RAPPORT_HOST: "127.3.2.1" }, false],
  [{ RAPPORT_HOST: "localhost", RAPPORT_ALLOWED_HOSTS: "localhost,127.0.0.1" }, false],
  [{ RAPPORT_HOST: "::1" }, false],
  [{ RAPPORT_HOST: "0.0.0.0" }, true],
  [{ RAPPORT_HOST: "::" }, true],
  [{ RAPPORT_HOST: "192.168.1.5" }, true],
  [{ RAPPORT_HOST: "till-server", RAPPORT_ALLOWED_HOSTS: "localhost" }, true],
  [{ RAPPORT_ALLOWED_HOSTS: "*" }, true],
  [{ RAPPORT_ALLOWED_HOSTS: "rapport.example.com" }, true],
])("S6 with %o others can reach the server: %s", (settings, isReachable) => {
  expect(readConfig(settings).network.isReachable).toBe(isReachable);
});
