import type { IdRule } from "@rapport/contract/data-sources";
import { expect, test } from "vitest";
import { changesIds, editsBetween, PLAIN_IDS, readIdBy } from "./id-rule.ts";

test.each([
  ["UL3 zeros in front are left out", { zeros: "left_out" }, "00123", "123"],
  ["UL3 zeros inside stay", { zeros: "left_out" }, "10023", "10023"],
  ["UL3 an id of zeros only stays", { zeros: "left_out" }, "000", "000"],
  ["UL3 a prefix is added", { addPrefix: "call_" }, "12", "call_12"],
  ["UL3 a prefix is removed", { removePrefix: "SO-" }, "SO-12", "12"],
  ["UL3 another prefix stays", { removePrefix: "SO-" }, "so-12", "so-12"],
  ["UL3 an id that is only the prefix stays", { removePrefix: "SO-" }, "SO-", "SO-"],
  ["UL3 blanks inside are left out", { blanks: "left_out" }, "12 34\u00a056", "123456"],
  ["UL3 letters become small", { letters: "lower" }, "AbÉ1", "abÉ1"],
  ["UL3 letters become large", { letters: "upper" }, "abé1", "ABé1"],
  ["UL3 all together, in their order", { blanks: "left_out", removePrefix: "SO", zeros: "left_out", letters: "lower", addPrefix: "X-" }, "SO 00A1", "X-a1"],
  ["UL3 no id stays none", { addPrefix: "X" }, "", ""],
] satisfies [string, Partial<IdRule>, string, string][])("%s", (_, rule, id, read) => {
  expect(readIdBy({ ...PLAIN_IDS, ...rule }, id)).toBe(read);
});

test("UL3 the plain rule changes nothing", () => {
  expect(changesIds(PLAIN_IDS)).toBe(false);
  expect(changesIds({ ...PLAIN_IDS, zeros: "left_out" })).toBe(true);
});

test("UL2 the distance of two ids is the number of letters that differ", () => {
  expect([editsBetween("0123", "123"), editsBetween("A1", "a1"), editsBetween("", "xy"), editsBetween("same", "same")]).toEqual([1, 1, 2, 0]);
});
