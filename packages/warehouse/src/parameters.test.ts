import { expect, test } from "vitest";
import { parameterText, setParameters } from "./parameters.ts";

test("a parameter's text is the one that a ClickHouse server gets", () => {
  const texts = [
    "it's \\ \t\n\r",
    7,
    -1.5,
    18446744073709551615n,
    true,
    null,
    ["a'b", 1, null, false],
    { "k'": ["v", 2] },
    [[1], []],
    Number.NaN,
    -Infinity,
  ].map(parameterText);
  expect(texts).toEqual([
    String.raw`it\'s \\ \t\n\r`,
    "7",
    "-1.5",
    "18446744073709551615",
    "1",
    "\\N",
    String.raw`['a\'b',1,NULL,FALSE]`,
    String.raw`{'k\'':['v',2]}`,
    "[[1],[]]",
    "nan",
    "-inf",
  ]);
});

test("the statement before a query has each value as one literal", () => {
  expect(setParameters({ a: "x'; DROP TABLE t; --", b: ["\\"] })).toBe(String.raw`SET param_a = 'x\\\'; DROP TABLE t; --', param_b = '[\'\\\\\']'; `);
  expect(setParameters({})).toBe("");
});
