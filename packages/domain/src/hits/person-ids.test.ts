import fc from "fast-check";
import { expect, test } from "vitest";
import { idsInText, idsOf, personIdsIn } from "./person-ids.ts";

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
  expect(idsOf(payload).devices).toEqual(new Set(ids));
});

test.each([
  [`{"userId":"u-1","anonymousId" : 42,"traits":{"Id":"x"}}`, ["u-1", "42"]],
  [`{"batch":[{"userId": "a\\"b" },{"previousId":"e\u0301"}]}`, ['a"b', "é"]],
  [`{"note":"\\"userId\\":\\"no\\"","userId":null,"anonymousId":{"a":1}}`, ["null"]],
  ["{}", []],
])("HC7 the ids that stand in the text of a call: %s", (text, ids) => {
  expect([...(idsInText(text) ?? [])]).toEqual(ids);
});

test("HC7 a call whose names or pairs are escaped has to be read", () => {
  for (const text of [String.raw`{"user\u0049d":"u-1"}`, String.raw`{"userId":"\ud800"}`]) expect(idsInText(text)).toBeUndefined();
  expect(idsInText(String.raw`{"userId":"caf\u00e9"}`)).toEqual(new Set(["café"]));
});

const odd = fc.oneof(fc.string({ unit: fc.constantFrom("a", "é", " ", '"', "\\", "\n", "Id", "{", ":", ",") }), fc.integer(), fc.boolean(), fc.constant(null));
const { call } = fc.letrec<{ call: unknown }>((tie) => ({
  call: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    odd,
    fc.array(tie("call"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("userId", "previousId", "anonymousId", "message", "Id", "batch"), tie("call"), { maxKeys: 4 }),
  ),
}));

test("HC7 every id that reading finds stands in the text, however it is written", () => {
  fc.assert(
    fc.property(call, fc.constantFrom(0, 2), (message, blanks) => {
      const text = JSON.stringify({ message }, null, blanks);
      const read = [...personIdsIn(text), ...[...idsOf(JSON.parse(text)).devices].map((id) => id.slice("anon:".length))];
      const seen = idsInText(text);
      expect(read.filter((id) => seen?.has(id) === false)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
