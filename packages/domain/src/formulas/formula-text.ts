import { decimalOf } from "./formula.ts";

/** A metric by its id in formulas, and the name by which people write it. */
export interface NamedMetric {
  readonly id: string;
  readonly name: string;
}

/** Why a text is no formula; `at` counts characters from 1. */
export interface FormulaTextFault {
  readonly kind: "expected" | "rest" | "open" | "comma" | "unknown" | "twice" | "word" | "arguments" | "number" | "deep";
  readonly at: number;
  readonly found: string;
}
export type FormulaTree = number | Readonly<Record<string, unknown>>;
export type ReadFormulaText = { readonly formula: FormulaTree } | { readonly fault: FormulaTextFault };

/** The functions that people write, by their names in the 2.0 API. */
export const WORDS = { abs: "abs", round: "round", ceil: "ceil", floor: "floor", max: "row-max", min: "row-min" } as const;
type Word = keyof typeof WORDS;

/**
 * Reads a formula as people write it (CF6): metrics in brackets, by name in any case of letters or by id; numbers with a decimal point; `+ - * /`, parentheses,
 * and functions whose arguments are separated by `;`. Gives the tree of the 2.0 API.
 */
export function readFormulaText(text: string, metrics: readonly NamedMetric[]): ReadFormulaText {
  const reader = { text, at: 0, depth: 0, metrics };
  try {
    const formula = sum(reader);
    skip(reader);
    if (reader.at < text.length) throw new Fault(reader, text[reader.at] === "," ? "comma" : "rest");
    return { formula };
  } catch (cause) {
    if (cause instanceof Fault) return { fault: cause.fault };
    throw cause;
  }
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  readonly metrics: readonly NamedMetric[];
}

class Fault extends Error {
  readonly fault: FormulaTextFault;
  constructor({ text, at }: Reader, kind: FormulaTextFault["kind"], { from = at, found }: { from?: number; found?: string } = {}) {
    super(kind);
    this.fault = { kind, at: from + 1, found: found ?? /^\S{1,20}/.exec(text.slice(from))?.[0] ?? "" };
  }
}

const MOST_DEEP = 100;
const SUMS = { "+": "add", "-": "subtract" } as const;
const PRODUCTS = { "*": "multiply", "/": "divide", "×": "multiply", "÷": "divide" } as const;

function sum(reader: Reader): FormulaTree {
  return chain(reader, { part: product, signs: SUMS });
}

function product(reader: Reader): FormulaTree {
  return chain(reader, { part: signed, signs: PRODUCTS });
}

function chain(reader: Reader, { part, signs }: { part: (reader: Reader) => FormulaTree; signs: Readonly<Record<string, string>> }): FormulaTree {
  let left = part(reader);
  for (;;) {
    skip(reader);
    const func = signs[reader.text[reader.at] ?? ""];
    if (func === undefined) return left;
    reader.at += 1;
    left = { func, col1: left, col2: part(reader) };
  }
}

function signed(reader: Reader): FormulaTree {
  skip(reader);
  if (reader.text[reader.at] !== "-" && reader.text[reader.at] !== "−") return primary(reader);
  reader.at += 1;
  if (/^\d/.test(reader.text.slice(reader.at))) return -number(reader);
  return deeper(reader, () => ({ func: "negate", col: signed(reader) }));
}

function primary(reader: Reader): FormulaTree {
  skip(reader);
  const { text, at } = reader;
  const sign = text[at] ?? "";
  if (sign === "(") {
    reader.at += 1;
    const inner = deeper(reader, () => sum(reader));
    close(reader, at);
    return inner;
  }
  if (sign === "[") return metric(reader);
  if (/^\d/.test(sign)) return number(reader);
  const [word] = /^[a-z]+/i.exec(text.slice(at)) ?? [];
  if (word !== undefined) return called(reader, word);
  throw new Fault(reader, "expected");
}

function number(reader: Reader): number {
  const { text, at } = reader;
  const [found = ""] = /^\d+(?:\.\d+)?/.exec(text.slice(at)) ?? [];
  if (/^[,.]/.test(text.slice(at + found.length))) throw new Fault(reader, "comma", { from: at + found.length });
  const value = Number(found);
  // What JSON cannot write exactly is another number.
  if (
    decimalOf(value) !==
    found
      .replace(/^0+(?=\d)/, "")
      .replace(/(\.\d*?)0+$/, "$1")
      .replace(/\.$/, "")
  )
    throw new Fault(reader, "number", { found });
  reader.at += found.length;
  return value;
}

function metric(reader: Reader): FormulaTree {
  const { text, at, metrics } = reader;
  const end = text.indexOf("]", at);
  if (end === -1) throw new Fault(reader, "open");
  const name = text.slice(at + 1, end).trim();
  reader.at = end + 1;
  const byId = metrics.find(({ id }) => id === name || id === `metrics/${name}`);
  const byName = metrics.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  if (byId === undefined && byName.length > 1) throw new Fault(reader, "twice", { from: at, found: name });
  const found = byId ?? byName[0];
  if (found === undefined && !/^(?:metrics\/event[1-9]\d{0,3}|cm\d*_\w+)$/.test(name)) throw new Fault(reader, "unknown", { from: at, found: name });
  return { func: "metric", name: found?.id ?? name };
}

function called(reader: Reader, word: string): FormulaTree {
  const { at } = reader;
  const known = word.toLowerCase();
  if (!isWord(known)) throw new Fault(reader, "word", { found: word });
  reader.at += word.length;
  skip(reader);
  if (reader.text[reader.at] !== "(") throw new Fault(reader, "arguments", { from: at, found: known });
  const open = reader.at;
  reader.at += 1;
  const given = [deeper(reader, () => sum(reader))];
  for (skip(reader); reader.text[reader.at] === ";"; skip(reader)) {
    reader.at += 1;
    given.push(deeper(reader, () => sum(reader)));
  }
  if (reader.text[reader.at] === ",") throw new Fault(reader, "comma");
  close(reader, open);
  const isPair = known === "max" || known === "min";
  if (isPair ? given.length < 2 : given.length > 1) throw new Fault(reader, "arguments", { from: at, found: known });
  return isPair ? given.reduce((col1, col2) => ({ func: WORDS[known], col1, col2 })) : { func: WORDS[known], col: given[0] };
}

function isWord(word: string): word is Word {
  return Object.hasOwn(WORDS, word);
}

function close(reader: Reader, open: number): void {
  skip(reader);
  const sign = reader.text[reader.at];
  if (sign === undefined) throw new Fault(reader, "open", { from: open });
  if (sign !== ")") throw new Fault(reader, sign === "," ? "comma" : "rest");
  reader.at += 1;
}

function deeper<T>(reader: Reader, work: () => T): T {
  reader.depth += 1;
  if (reader.depth > MOST_DEEP) throw new Fault(reader, "deep");
  const done = work();
  reader.depth -= 1;
  return done;
}

function skip(reader: Reader): void {
  reader.at += /^\s*/.exec(reader.text.slice(reader.at))?.[0].length ?? 0;
}
