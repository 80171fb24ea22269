import type { AttributeType } from "@rapport/contract/clienteling";
import { entryOf, lineOf, type LineForm } from "../customers/contact-lines.ts";

/** How a value of a list is written in a cell. An empty cell is `null`: the field is emptied (IE3). */
export interface CellForm {
  /** The value that a write names. A cell that is not of this form stays text, so that the write says what is wrong. */
  read(cell: string): unknown;
  write(value: unknown): string;
  /** What stands in a cell, for people who make a file; text when it does not say. */
  readonly holds?: CellContent;
}
export type CellContent = "text" | "flag" | "codes" | "numbers" | "number" | "decimal" | "amount" | "date" | "texts" | "lines";

const TRUE = new Set(["true", "yes", "1", "ja", "waar"]);
const FALSE = new Set(["false", "no", "0", "nee", "onwaar"]);

/** Text as it is. */
export const textCell: CellForm = { read: filled((cell) => cell), write: (value) => (typeof value === "string" ? value : "") };

/** `true` or `false`; in a file also as a spreadsheet writes them, and as people do. */
export const flagCell: CellForm = {
  holds: "flag",
  read: filled((cell) => {
    const word = cell.trim().toLowerCase();
    if (TRUE.has(word)) return true;
    return FALSE.has(word) ? false : cell;
  }),
  write: (value) => (typeof value === "boolean" ? String(value) : ""),
};

/** Codes with blanks between them; commas, semicolons and bars are read too. */
export const codesCell: CellForm = { holds: "codes", read: filled(parts), write: joined };

/** Whole numbers, in the same way. */
export const numbersCell: CellForm = {
  holds: "numbers",
  read: filled((cell) => parts(cell).map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : part))),
  write: joined,
};

/** One whole number. */
export const numberCell: CellForm = {
  holds: "number",
  read: filled((cell) => (/^\d{1,9}$/.test(cell.trim()) ? Number(cell.trim()) : cell)),
  write: (value) => (typeof value === "number" ? String(value) : ""),
};

/** A value of an attribute: a number without grouping, an amount with its currency, or several texts with bars between them. */
export function attributeCell({ type, multiple }: { readonly type: AttributeType; readonly multiple: boolean }): CellForm {
  if (type === "boolean") return flagCell;
  return { holds: contentOf({ type, multiple }), read: filled((cell) => valueIn(cell, { type, multiple })), write: (value) => cellOf(value, { multiple }) };
}

function contentOf({ type, multiple }: { type: Exclude<AttributeType, "boolean">; multiple: boolean }): CellContent {
  switch (type) {
    case "text":
      return multiple ? "texts" : "text";
    case "integer":
      return "number";
    case "currency":
      return "amount";
    default:
      return type;
  }
}

/** Contacts, one a line (HC5). A cell with a line that is none of this form stays text. */
export function linesCell<F extends string>(form: LineForm<F>): CellForm {
  return {
    holds: "lines",
    read: filled((cell) => {
      const entries = cell.split(/\r\n?|\n/).flatMap((line) => (line.trim() === "" ? [] : [entryOf(form, line)]));
      return entries.includes(null) ? cell : entries;
    }),
    write: (value) => (Array.isArray(value) ? value.map((entry: Record<F, string>) => lineOf(form, entry)).join("\n") : ""),
  };
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const MONEY = /^(-?\d+(?:\.\d+)?)\s*([a-z]{3})$/i;

function valueIn(cell: string, { type, multiple }: { type: AttributeType; multiple: boolean }): unknown {
  const bare = cell.trim();
  if (type === "integer" || type === "decimal") return NUMBER.test(bare) ? Number(bare) : cell;
  if (type === "currency") {
    const [, amount, currency = ""] = MONEY.exec(bare) ?? [];
    return amount === undefined ? cell : { amount, currency: currency.toUpperCase() };
  }
  return type === "text" && multiple ? barred(cell) : cell;
}

function cellOf(value: unknown, { multiple }: { multiple: boolean }): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((one) => escaped(String(one))).join("|");
  if (typeof value === "object" && "amount" in value && "currency" in value) return `${String(value.amount)} ${String(value.currency)}`;
  // Stored texts, numbers and truth values.
  const text = String(value as string | number | boolean);
  return multiple ? escaped(text) : text;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\|]/g, String.raw`\$&`);
}

function barred(cell: string): string[] {
  const found = [...cell.matchAll(/(?:[^\\|]|\\[^])+|\\$/g)].map(([part]) => part.replaceAll(/\\([\\|])/g, "$1").trim());
  return found.filter((part) => part !== "");
}

function filled(read: (cell: string) => unknown): (cell: string) => unknown {
  return (cell) => (cell.trim() === "" ? null : read(cell));
}

function parts(cell: string): string[] {
  return cell.split(/[\s,;|]+/).filter((part) => part !== "");
}

function joined(value: unknown): string {
  return Array.isArray(value) ? value.join(" ") : "";
}
