import { Refusal } from "@rapport/contract";
import { wrong, type Wrong } from "@rapport/contract/refusals";

/** A search over item names, case-insensitive. `pattern` is text in which `*` stands for any run of characters. */
export type SearchClause =
  | { readonly kind: "and" | "or"; readonly parts: readonly SearchClause[] }
  | { readonly kind: "not"; readonly part: SearchClause }
  | { readonly kind: "text"; readonly operator: SearchOperator; readonly pattern: readonly PatternPart[] };

export type SearchOperator = "MATCH" | "CONTAINS" | "BEGINS-WITH" | "ENDS-WITH";
export type PatternPart = { readonly kind: "literal"; readonly text: string } | { readonly kind: "any" };

/**
 * Reads a search clause (RQ3): `AND`, `OR`, `NOT`, parentheses, and the operators `MATCH`, `CONTAINS` (when none
 * is written), `BEGINS-WITH` and `ENDS-WITH` before a text in single quotes. In a text `*` is any run of characters;
 * `\*`, `\'` and `\\` are the characters themselves.
 * @throws Refusal `invalid` that names what was expected and where
 */
export function readSearchClause(clause: string): SearchClause {
  const tokens = tokensOf(clause);
  const { result, next } = either(tokens, 0);
  const rest = tokens[next];
  if (rest !== undefined) throw refused(wrong("report.clause_rest", { found: rest.text, at: rest.at }));
  return result;
}

interface Token {
  readonly kind: "word" | "text";
  readonly text: string;
  /** Position in the clause, from 1. */
  readonly at: number;
}
interface Read {
  readonly result: SearchClause;
  readonly next: number;
}

const TOKEN = /\s*(?:(\(|\)|AND\b|OR\b|NOT\b|MATCH\b|CONTAINS\b|BEGINS-WITH\b|ENDS-WITH\b)|'((?:[^'\\]|\\.)*)'|$)/iy;

function tokensOf(clause: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < clause.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(clause);
    if (match === null) throw refused(wrong("report.clause_unreadable", { at: at + 1 }));
    const [whole, word, text] = match;
    if (word !== undefined) tokens.push({ kind: "word", text: word.toUpperCase(), at: at + whole.length - word.length + 1 });
    else if (text !== undefined) tokens.push({ kind: "text", text, at: at + whole.length - text.length - 1 });
    else break;
  }
  return tokens;
}

function either(tokens: readonly Token[], from: number): Read {
  return joined({ tokens, from, word: "OR", inner: both });
}

function both(tokens: readonly Token[], from: number): Read {
  return joined({ tokens, from, word: "AND", inner: negated });
}

function joined({
  tokens,
  from,
  word,
  inner,
}: {
  tokens: readonly Token[];
  from: number;
  word: "AND" | "OR";
  inner: (tokens: readonly Token[], from: number) => Read;
}): Read {
  const first = inner(tokens, from);
  const parts = [first.result];
  let next = first.next;
  while (isWord(tokens[next], word)) {
    const read = inner(tokens, next + 1);
    parts.push(read.result);
    next = read.next;
  }
  return { result: parts.length === 1 ? first.result : { kind: word === "OR" ? "or" : "and", parts }, next };
}

function negated(tokens: readonly Token[], from: number): Read {
  const token = tokens[from];
  if (isWord(token, "NOT")) {
    const { result, next } = negated(tokens, from + 1);
    return { result: { kind: "not", part: result }, next };
  }
  if (isWord(token, "(")) {
    const { result, next } = either(tokens, from + 1);
    if (!isWord(tokens[next], ")")) throw refused(wrong("report.clause_open", { at: token?.at ?? 0 }));
    return { result, next: next + 1 };
  }
  return textAt(tokens, from);
}

const OPERATORS: readonly SearchOperator[] = ["MATCH", "CONTAINS", "BEGINS-WITH", "ENDS-WITH"];

function textAt(tokens: readonly Token[], from: number): Read {
  const operator = OPERATORS.find((word) => isWord(tokens[from], word));
  const at = operator === undefined ? from : from + 1;
  const token = tokens[at];
  if (token?.kind !== "text")
    throw refused(token === undefined ? wrong("report.clause_end", {}) : wrong("report.clause_text", { found: token.text, at: token.at }));
  return { result: { kind: "text", operator: operator ?? "CONTAINS", pattern: patternOf(token.text) }, next: at + 1 };
}

/** A text in which `*` is any run of characters, and a backslash makes the next character literal. */
export function patternOf(text: string): PatternPart[] {
  return [...text.matchAll(/\\([\s\S])|(\*)|([^\\*]+)/g)].map(([, escaped, any, plain]) =>
    any !== undefined ? { kind: "any" } : { kind: "literal", text: escaped ?? plain ?? "" },
  );
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === "word" && token.text === word;
}

function refused(what: Wrong): Refusal {
  return new Refusal("report.search", {}, { faults: [{ path: ["search", "clause"], wrong: what }] });
}
