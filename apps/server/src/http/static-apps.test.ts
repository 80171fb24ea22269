import { temporaryFolder } from "@rapport/testkit";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bareApp } from "./bare-app.fixture.ts";
import { serveApps, type App } from "./index.ts";

const INDEX = '<!doctype html><title>POS</title><link rel="stylesheet" crossorigin href="/pos/assets/index-Ab12Cd34.css">';
let app: App;
beforeAll(async () => {
  const folder = temporaryFolder("apps-");
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), INDEX);
  writeFileSync(join(folder, "sw.js"), "self;");
  writeFileSync(join(folder, "assets", "index-B3x9Zk1q.js"), "1;");
  writeFileSync(join(folder, "assets", "index-B3x9Zk1q.js.br"), brotliCompressSync("1;"));
  writeFileSync(join(folder, ".built-from"), "hash");
  app = bareApp();
  serveApps(app.fastify, [
    { path: "/pos/", folder },
    { path: "/hq/", folder: join(folder, "not-built") },
  ]);
  await app.fastify.ready();
});
afterAll(() => app.fastify.close());

const get = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await app.fastify.inject({ method: "GET", url, headers });
  return { status: answer.statusCode, type: answer.headers["content-type"], cache: answer.headers["cache-control"], body: answer.body };
};

test("every screen of an app gets its index page, which browsers check each time", async () => {
  for (const url of ["/pos/", "/pos/client-book", "/pos/customers/42?tab=notes"]) {
    expect(await get(url)).toEqual({ status: 200, type: "text/html; charset=utf-8", cache: "no-cache", body: INDEX });
  }
});

test("files with a hash in their name are kept for good, others are not", async () => {
  expect(await get("/pos/assets/index-B3x9Zk1q.js")).toMatchObject({ status: 200, cache: "public, max-age=31536000, immutable" });
  expect(await get("/pos/sw.js")).toMatchObject({ status: 200, cache: "no-cache" });
});

test("a browser that accepts a compressed copy gets it, with the content type of the file itself", async () => {
  const { statusCode, headers } = await app.fastify.inject({ url: "/pos/assets/index-B3x9Zk1q.js", headers: { "accept-encoding": "gzip, br" } });
  expect({ statusCode, ...headers }).toMatchObject({
    statusCode: 200,
    "content-encoding": "br",
    "content-type": "application/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "accept-encoding",
  });
});

test("a missing file is 404, not a page; hidden files and files outside the folder are not served", async () => {
  expect(await get("/pos/assets/gone.js")).toMatchObject({ status: 404, type: "application/problem+json; charset=utf-8" });
  for (const url of ["/pos/.built-from", "/pos/../main.ts", "/pos/%2e%2e/%2e%2e/package.json", "/pos/..%2f..%2fpackage.json"])
    expect((await get(url)).body).not.toMatch(/hash|"name"|import/);
});

test("an app that is not built says how to build it", async () => {
  expect(await get("/hq/")).toMatchObject({ status: 503, body: expect.stringContaining("npm start") as string });
});

test("the first page names both apps in the browser's language", async () => {
  expect((await get("/")).body).toContain('<html lang="en">');
  const dutch = await get("/", { "accept-language": "nl-NL,nl;q=0.9,en;q=0.8" });
  expect(dutch.body).toContain('<html lang="nl">');
  for (const address of ['href="/pos/"', 'href="/hq/"', "/openapi.json"]) expect(dutch.body).toContain(address);
});

test("the first page has the apps' own styles", async () => {
  expect((await get("/")).body).toContain('<link rel="stylesheet" href="/pos/assets/index-Ab12Cd34.css">');
});

test("an app's address without its final slash leads to it", async () => {
  const answer = await app.fastify.inject("/pos");
  expect({ status: answer.statusCode, to: answer.headers["location"] }).toEqual({ status: 308, to: "/pos/" });
});
