import { Refusal } from "@rapport/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSearchClause, type PatternPart, type SearchClause, type SearchOperator } from "./search-clause.ts";

function text(words: string, operator: SearchOperator = "CONTAINS"): SearchClause {
  return { kind: "text", operator, pattern: words === "" ? [] : [literal(words)] };
}
function literal(words: string): PatternPart {
  return { kind: "literal", text: words };
}

describe("a search clause", () => {
  test("RQ3 a text alone is contained", () => {
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

  test("RQ3 a star is any run of characters, escaped it is itself, and so are quote and backslash", () => {
    expect(readSearchClause(String.raw`MATCH 'a*b\*c\'d\\e'`)).toEqual({
      kind: "text",
      operator: "MATCH",
      pattern: [literal("a"), { kind: "any" }, literal("b"), literal("*"), literal("c"), literal("'"), literal("d"), literal("\\"), literal("e")],
    });
  });

  test.each([
    ["home", "search.clause: cannot read from character 1 on; texts stand in single quotes."],
    ["'a", "search.clause: cannot read from character 1 on; texts stand in single quotes."],
    ["'a' 'b'", "search.clause: expected AND, OR or the end, found b at character 5."],
    ["'a' AND", "search.clause: it ends where a text in single quotes is expected."],
    ["MATCH OR", "search.clause: expected a text in single quotes, found OR at character 7."],
    ["('a'", "search.clause: a parenthesis is opened at character 1 and not closed."],
    ["'a')", "search.clause: expected AND, OR or the end, found ) at character 4."],
  ])("RQ3 %s is refused with its place", (clause, message) => {
    expect(() => readSearchClause(clause)).toThrow(Refusal);
    expect(() => readSearchClause(clause)).toThrow(message);
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
