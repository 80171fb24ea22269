import { ENDPOINTS } from "@rapport/contract/endpoints";
import { expect, test } from "vitest";
import { openApiDocument } from "./openapi.ts";

test("the description is as it was reviewed", async () => {
  await expect(`${JSON.stringify(openApiDocument(), null, 2)}\n`).toMatchFileSnapshot("__golden__/openapi.json");
});

test("it describes every endpoint once, and every reference in it exists", () => {
  const document = openApiDocument() as { paths: Record<string, Record<string, { operationId: string }>>; components: { schemas: object } };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(new Set(operations).size).toBe(ENDPOINTS.length);
  const missing = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)]
    .map(([, reference = ""]) => reference)
    .filter((reference) => !(reference.replace("#/components/schemas/", "") in document.components.schemas));
  expect(missing).toEqual([]);
});
