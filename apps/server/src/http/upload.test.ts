import { endpoint } from "@rapport/contract";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { bareApp } from "./bare-app.fixture.ts";
import { route, type App } from "./index.ts";

let app: App;
beforeAll(async () => {
  app = bareApp();
  const door = endpoint({
    name: "upload",
    method: "POST",
    path: "/upload",
    permission: "public",
    summary: "",
    bodyKind: "multipart",
    reply: z.object({ filename: z.string(), text: z.string(), truncated: z.boolean() }),
  });
  route(app, door, async ({ http }) => {
    const upload = await http.upload({ maxBytes: 20_000_000 });
    const text = (await buffer(upload.stream)).toString().slice(0, 20);
    await upload.end();
    return { filename: upload.filename, text, truncated: upload.truncated() };
  });
  await app.fastify.ready();
});
afterAll(() => app.fastify.close());

const part = (name: string, text: string, filename?: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}\r\n\r\n${text}\r\n`;
async function post(payload: string, type = "multipart/form-data; boundary=b") {
  const answer = await app.fastify.inject({ method: "POST", url: "/upload", headers: { "content-type": type }, payload });
  return { status: answer.statusCode, ...answer.json<{ detail?: string; text?: string }>() };
}

test("the file is read after the texts before it and to the body's end", async () => {
  expect(await post(`${part("note", "x")}${part("file", "Date\tOrders", "a.txt")}${part("after", "y")}--b--\r\n`)).toEqual({
    status: 200,
    filename: "a.txt",
    text: "Date\tOrders",
    truncated: false,
  });
});

test("a part named file is the file, with a name of its own or without", async () => {
  expect(await post(`${part("note", "x")}${part("file", "Date\tOrders")}--b--\r\n`)).toEqual({
    status: 200,
    filename: "",
    text: "Date\tOrders",
    truncated: false,
  });
  expect(await post(`${part("file", "x".repeat(15_000))}--b--\r\n`)).toMatchObject({ status: 200, text: "x".repeat(20) });
});

test("a file over the limit ends there and says so", async () => {
  expect(await post(`${part("file", "x".repeat(21_000_000), "a.txt")}--b--\r\n`)).toMatchObject({ status: 200, truncated: true });
});

test.each([
  ["no file", `${part("note", "x")}--b--\r\n`, "upload.no_part", { part: "file" }],
  ["a file in another part", `${part("upload", "x", "a.txt")}--b--\r\n`, "upload.wrong_part", { part: "file" }],
  ["two files", `${part("file", "x", "a.txt")}${part("file", "y", "b.txt")}--b--\r\n`, "upload.several", {}],
  ["a body cut off inside the file", `${part("file", "x".repeat(100_000), "a.txt")}`, "upload.cut_off", {}],
  ["a body cut off before the file", "--b\r\nContent-Dispos", "upload.cut_off", {}],
  ["no parts at all", "hello", "upload.cut_off", {}],
])("%s is refused", async (_, payload, code, params) => {
  expect(await post(payload)).toMatchObject({ status: 400, code, params });
});

test("a body that is no multipart is refused", async () => {
  expect(await post("x", "text/plain")).toMatchObject({ status: 415 });
  expect(await post("x", "multipart/form-data")).toMatchObject({ status: 400 });
});
