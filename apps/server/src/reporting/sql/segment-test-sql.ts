import { unreachable } from "@rapport/contract";
import type { NumberTest, ValueTest } from "@rapport/domain";
import type { Parameters } from "./parameters.ts";
import { likePattern } from "./test-sql.ts";

/** Whether a value `x` passes (SE5). `key` gives what is compared of an item. */
export function valueTestSql({ test, x, key, parameters }: { test: ValueTest; x: string; key: (text: string) => string; parameters: Parameters }): string {
  switch (test.kind) {
    case "exists":
      return `${x} != ''`;
    case "equals": {
      const named = test.values.filter((value) => value !== "");
      const none = named.length < test.values.length ? [`${x} = ''`] : [];
      // A list is one value of the query, so that its text stays short.
      const any = named.length === 0 ? [] : [`has(arrayMap(v -> ${key("v")}, ${parameters.bind("Array(String)", named)}), ${key(x)})`];
      const one = named.length === 1 ? [`${key(x)} = ${key(parameters.bind("String", named[0] ?? ""))}`] : any;
      return joinedSql("any", [...none, ...one]);
    }
    case "like":
      return likeSql({ test, x, parameters });
    case "order":
      return `(${x} != '' and lowerUTF8(${x}) ${OPERATORS[test.operator]} lowerUTF8(${parameters.bind("String", test.text)}))`;
    case "number":
      return `(match(${x}, '^-?[0-9]{1,18}([.][0-9]{1,8})?$') and ifNull(${numberSql({ amount: `toDecimal128OrNull(${x}, 8)`, test: test.test, parameters })}, 0))`;
    default:
      return unreachable(test);
  }
}

type LikeTest = Extract<ValueTest, { kind: "like" }>;
/** As many needles as the engine searches for at once. */
const NEEDLES = 255;

function likeSql({ test, x, parameters }: { test: LikeTest; x: string; parameters: Parameters }): string {
  const { place, patterns, every } = test;
  const edges = { before: place === "anywhere" || place === "end", after: place === "anywhere" || place === "start" };
  const [first] = patterns;
  if (patterns.length === 1 && first !== undefined) return `(lowerUTF8(${x}) like lowerUTF8(${parameters.bind("String", likePattern(first, edges))}))`;
  const texts = patterns.map((parts) => parts.map((part) => (part.kind === "any" ? "" : part.text)).join(""));
  // Every text contains the empty one.
  const needles = texts.filter((text) => text !== "");
  if (!every && needles.length < texts.length) return "1";
  const found = chunksOf(needles).map((some) => {
    const list = `arrayMap(v -> lowerUTF8(v), ${parameters.bind("Array(String)", some)})`;
    return every ? `arrayAll(p -> p > 0, multiSearchAllPositions(lowerUTF8(${x}), ${list}))` : `multiSearchAny(lowerUTF8(${x}), ${list})`;
  });
  return found.length === 0 ? "1" : joinedSql(every ? "all" : "any", found);
}

function chunksOf(texts: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(texts.length / NEEDLES) }, (_, nth) => texts.slice(nth * NEEDLES, (nth + 1) * NEEDLES));
}

const OPERATORS = { lt: "<", le: "<=", gt: ">", ge: ">=" } as const;

/** Whether a decimal of eight places passes. */
export function numberSql({ amount, test, parameters }: { amount: string; test: NumberTest; parameters: Parameters }): string {
  const exact = (number: string): string => `toDecimal128(${parameters.bind("String", number)}, 8)`;
  if (test.operator !== "in") return `(${amount} ${OPERATORS[test.operator]} ${exact(test.number)})`;
  const [first = "0"] = test.numbers;
  const equal =
    test.numbers.length === 1
      ? `(${amount} = ${exact(first)})`
      : `has(arrayMap(v -> toDecimal128(v, 8), ${parameters.bind("Array(String)", test.numbers)}), ${amount})`;
  return test.isNegated ? `(not ${equal})` : equal;
}

export function joinedSql(kind: "all" | "any", parts: readonly string[]): string {
  return `(${parts.join(kind === "all" ? " and " : " or ")})`;
}
