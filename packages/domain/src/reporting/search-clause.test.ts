import { Refusal } from "@rapport/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSearchClause, type PatternPart, type SearchClause, type SearchOperator } from "./search-clause.ts";
import { refusalOf } from "./refusal-of.fixture.ts";

function text(words: string, operator: SearchOperator = "CONTAINS"): SearchClause {
  return { kind: "text", operator, pattern: words === "" ? [] : [literal(words)] };
}
function literal(words: string): PatternPart {
  return { kind: "literal", text: words };
}

describe("a search clause", () => {
  test("RQ3 a text alone means CONTAINS", () => {
    expect(readSearchClause("'home'")).toEqual(text("home"));
  });

  test.each(["MATCH", "CONTAINS", "BEGINS-WITH", "ENDS-WITH"] as const)("RQ3 %s stands before its text, in any case", (operator) => {
    expect(readSearchClause(`${operator.toLowerCase()} 'Home page'`)).toEqual(text("Home page", operator));
  });

  test("RQ3 AND binds closer than OR, NOT closer than both, parentheses closest", () => {
    const [a, b, c] = [text("a"), text("b"), text("c")];
    expect(readSearchClause("'a' OR 'b' AND NOT 'c'")).toEqual({ kind: "or", parts: [a, { kind: "and", parts: [b, { kind: "not", part: c }] }] });
    expect(readSearchClause("('a' OR 'b') AND 'c'")).toEqual({ kind: "and", parts: [{ kind: "or", parts: [a, b] }, c] });
    expect(readSearchClause("NOT NOT ('a')")).toEqual({ kind: "not", part: { kind: "not", part: a } });
  });

  test("RQ3 a star is any run of characters; an escaped star, quote or backslash is itself", () => {
    expect(readSearchClause(String.raw`MATCH 'a*b\*c\'d\\e'`)).toEqual({
      kind: "text",
      operator: "MATCH",
      pattern: [literal("a"), { kind: "any" }, literal("b"), literal("*"), literal("c"), literal("'"), literal("d"), literal("\\"), literal("e")],
    });
  });

  test.each([
    ["home", "report.clause_unreadable", { at: 1 }],
    ["'a", "report.clause_unreadable", { at: 1 }],
    ["'a' 'b'", "report.clause_rest", { found: "b", at: 5 }],
    ["'a' AND", "report.clause_end", {}],
    ["MATCH OR", "report.clause_text", { found: "OR", at: 7 }],
    ["('a'", "report.clause_open", { at: 1 }],
    ["'a')", "report.clause_rest", { found: ")", at: 4 }],
  ])("RQ3 %s is refused with its place", (clause, code, params) => {
    expect(refusalOf(() => readSearchClause(clause))).toEqual({ kind: "invalid", code: "report.search", at: "search.clause", fault: code, params });
  });

  test("any text is read or refused", () => {
    const word = fc.constantFrom("AND", "OR", "NOT", "(", ")", "MATCH", "CONTAINS", "BEGINS-WITH", "ENDS-WITH", "'a'", "'b*'", "'\\''", "x", "'");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")),
        ),
        (clause) => {
          try {
            readSearchClause(clause);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
