import { unreachable } from "@rapport/contract";
import { UNSPECIFIED, type ItemTest, type PatternPart, type SearchClause } from "@rapport/domain";
import type { Parameters } from "./parameters.ts";
import { itemIdSql, keySql, type TextDimension } from "./value-sql.ts";

/** A condition on a value `x`: whether it passes the test. */
export function testSql({ test, x, dimension, parameters }: { test: ItemTest; x: string; dimension: TextDimension; parameters: Parameters }): string {
  switch (test.kind) {
    case "hasValue":
      return `${x} != ''`;
    case "value":
      return test.value === "" ? `${x} = ''` : `${keySql(dimension, x)} = ${keySql(dimension, parameters.bind("String", test.value))}`;
    case "ids": {
      const isAny = `has(${parameters.bind("Array(UInt64)", test.ids.map(Number))}, ${itemIdSql(keySql(dimension, x))})`;
      return test.isIn ? isAny : `not ${isAny}`;
    }
    case "clause":
      return clauseSql({ clause: test.clause, name: `lowerUTF8(if(${x} = '', '${UNSPECIFIED}', ${x}))`, parameters });
    default:
      return unreachable(test);
  }
}

/** All of them; `1` for none. */
export function everySql(conditions: readonly string[]): string {
  return conditions.length === 0 ? "1" : conditions.join(" and ");
}

function clauseSql({ clause, name, parameters }: { clause: SearchClause; name: string; parameters: Parameters }): string {
  switch (clause.kind) {
    case "and":
    case "or":
      return `(${clause.parts.map((part) => clauseSql({ clause: part, name, parameters })).join(` ${clause.kind} `)})`;
    case "not":
      return `not (${clauseSql({ clause: clause.part, name, parameters })})`;
    case "text": {
      const { operator, pattern } = clause;
      const edges = { before: operator === "CONTAINS" || operator === "ENDS-WITH", after: operator === "CONTAINS" || operator === "BEGINS-WITH" };
      return `${name} like lowerUTF8(${parameters.bind("String", likePattern(pattern, edges))})`;
    }
    default:
      return unreachable(clause);
  }
}

/** A pattern for `like`, with any text before or after it. */
export function likePattern(pattern: readonly PatternPart[], { before, after }: { before: boolean; after: boolean }): string {
  const text = pattern.map((part) => (part.kind === "any" ? "%" : part.text.replaceAll(/[\\%_]/g, "\\$&"))).join("");
  return `${before ? "%" : ""}${text}${after ? "%" : ""}`;
}
