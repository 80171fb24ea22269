import { expect, test } from "vitest";
import { deviceIdsOf, personIdsIn } from "./person-ids.ts";

test.each([
  ["a Segment call", { call: "track", message: { userId: " u-1 ", anonymousId: "a", properties: { name: "x" } } }, ["u-1"]],
  ["an alias, and a batch", { call: "alias", message: { userId: "new", previousId: "old" }, batch: { userId: "of-batch" } }, ["new", "old", "of-batch"]],
  ["an image request", { query: "v0=x&vid=e%CC%81-7&cc=none", referer: "https://shop.example/?vid=9" }, ["é-7"]],
  ["an id that is a number", { message: { userId: 42 } }, ["42"]],
  ["nobody", { message: { anonymousId: "a" } }, []],
])("AU1 the people a stored hit says: %s", (_, payload, ids) => {
  expect(new Set(personIdsIn(JSON.stringify(payload)))).toEqual(new Set(ids));
});

test("AU1 a stored hit that is no JSON, or deeply nested, says nobody and harms nothing", () => {
  for (const text of ["", "{", "null", "3", `${"[".repeat(5000)}${"]".repeat(5000)}`]) expect(personIdsIn(text)).toEqual([]);
});

test.each([
  ["a Segment call", { message: { userId: "u-1", anonymousId: " a " } }, ["anon:a"]],
  ["an alias", { message: { userId: "new", previousId: "old" } }, ["anon:old"]],
  ["an image request", { query: "aid=A1&fid=F-2&vid=v" }, ["aid:A1", "fid:F-2"]],
  ["none", { message: { userId: "u", properties: { anonymousIds: "x" } } }, []],
])("HC7 the devices a stored hit says: %s", (_, payload, ids) => {
  expect(new Set(deviceIdsOf(payload))).toEqual(new Set(ids));
});
