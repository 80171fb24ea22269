import { getCustomer, getCustomerProfile, putCustomer, deleteCustomerPhoto } from "@rapport/contract/customers";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, newBookShop, testServer, type BookShop, type TestServer } from "../../testing/index.ts";
import { kindOfImage } from "./kind-of-image.ts";
import { plainImage } from "./plain/plain-image.ts";
import { PHOTOS } from "./plain/photos.fixture.ts";
import { sweepPhotos } from "./sweep.ts";

let server: TestServer;
let shop: BookShop;
beforeAll(async () => {
  server = await testServer({ background: false });
  shop = await newBookShop(server);
});
afterAll(async () => {
  await server.close();
});

const [JPEG, PNG, WEBP] = [PHOTOS.jpeg, PHOTOS.png, PHOTOS.webp].map((photo) => Buffer.from(photo, "base64")) as [Buffer, Buffer, Buffer];

const photoOf = (accountNumber: string) => `/api/legal-entities/${shop.legalEntity}/customers/${accountNumber}/photo`;
async function send(accountNumber: string, bytes: Buffer, filename = "photo.png") {
  const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: image/png\r\n\r\n`;
  return await server.inject({
    method: "PUT",
    url: photoOf(accountNumber),
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "multipart/form-data; boundary=b" },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n--b--\r\n")]),
  });
}
const get = async (url: string, headers: Record<string, string> = { authorization: `Bearer ${server.apiKey}` }) => await server.inject({ url, headers });
const files = async () => await readdir(join(server.deps.dataDir, "photos"));

test.each([
  ["image/png", PNG],
  ["image/jpeg", JPEG],
  ["image/webp", WEBP],
  [undefined, Buffer.from("<svg onload=alert(1)>")],
  [undefined, Buffer.from("GIF89a0000000000")],
  [undefined, PNG.subarray(0, 8)],
  [undefined, Buffer.alloc(0)],
])("HC8 the first bytes say that a file is %s", (type, bytes) => {
  expect(kindOfImage(bytes)).toBe(type);
});

test("HC8 a customer has one photo, which headquarters and registers show as an image and nothing else; the log names who changed it", async () => {
  const { legalEntity } = shop;
  const params = { legalEntity, accountNumber: "P-1" };
  await server.api(putCustomer, { params, body: { lastName: "Photo" } });
  const { customerId, photo } = await server.api(getCustomerProfile, { params });
  expect(photo).toBeNull();
  expect((await get(photoOf("P-1"))).json<object>()).toMatchObject({ code: "photo.none" });
  for (const lying of [Buffer.from("<script>alert(1)</script>"), Buffer.from("%PDF-1.7")])
    expect((await send("P-1", lying, "../../photo.png")).json<object>()).toMatchObject({ code: "photo.no_image" });
  expect((await send("P-1", PNG.subarray(0, 200))).json<object>()).toMatchObject({ code: "photo.broken" });
  expect(await files()).toEqual([]);
  const first = (await send("P-1", PNG)).json<{ photo: string }>().photo;
  expect(await files()).toEqual([first]);
  const second = (await send("P-1", JPEG, "page.html")).json<{ photo: string }>().photo;
  expect(await files()).toEqual([second]);
  expect(await server.api(getCustomerProfile, { params })).toMatchObject({ photo: second });
  expect(await shop.associate(getCustomer, { params: { customerId } })).toMatchObject({ photo: second });
  const shown = await get(photoOf("P-1"));
  expect(shown.rawPayload).toEqual(plainImage(JPEG, "image/jpeg"));
  expect(shown.rawPayload.length).toBeLessThan(JPEG.length);
  expect(shown.headers).toMatchObject({
    "content-type": "image/jpeg",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "no-store",
  });
  await server.api(deleteCustomerPhoto, { params });
  await server.api(deleteCustomerPhoto, { params });
  expect(await files()).toEqual([]);
  expect(await server.api(getCustomerProfile, { params })).toMatchObject({ photo: null });
  const entries = await auditLog(server.deps.db)
    .select("changes")
    .where("subject_id", "=", customerId)
    .where("changes", "like", "%photo%")
    .orderBy("id")
    .execute();
  expect(entries.map(({ changes }) => JSON.parse(changes ?? "{}") as unknown)).toEqual([
    { photo: { from: null, to: first } },
    { photo: { from: first, to: second } },
    { photo: { from: second, to: null } },
  ]);
});

test("HC8 a photo of a customer who is gone, and what a killed server left, are removed at the next start; others stay", async () => {
  const { legalEntity } = shop;
  for (const accountNumber of ["P-2", "P-3"]) await server.api(putCustomer, { params: { legalEntity, accountNumber }, body: { lastName: "Photo" } });
  const kept = (await send("P-2", WEBP)).json<{ photo: string }>().photo;
  await send("P-3", PNG);
  await server.deps.db.deleteFrom("customer_photo").where("file", "!=", kept).execute();
  await sweepPhotos(server.deps);
  expect(await files()).toEqual([kept]);
});
