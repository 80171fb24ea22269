import { expect, test } from "vitest";
import { newId } from "./new-id.ts";

test("a device without randomUUID makes ids in the same form", () => {
  const ids = Array.from({ length: 200 }, () => newId({ getRandomValues: (array) => crypto.getRandomValues(array) }));
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(200);
});
