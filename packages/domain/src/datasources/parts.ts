import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import { byteLength } from "../values/text.ts";
import { quoted } from "./failure.ts";
import { planHeader } from "./header.ts";

/** What is known of a job that comes in parts, before the next one. */
export interface OpenJob {
  readonly columns: readonly string[];
  readonly parts: number;
  /** Of its lines so far. */
  readonly bytes: number;
}

export interface PartLimits {
  /** The most parts of a job. */
  readonly most: number;
  readonly jobBytes: number;
}

type Cell = string | number | boolean | null;
export interface Part {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Why the columns of a part are refused. `column` is quoted. */
export type WrongColumns =
  | { readonly why: "none" }
  | { readonly why: "differ" }
  | { readonly why: "no_date" }
  | { readonly why: "too_long" }
  | { readonly why: "unknown"; readonly column: string }
  | { readonly why: "twice"; readonly column: string };

/** Why a row of a part is refused. Rows and columns are counted from 1. */
export type WrongRow =
  | { readonly why: "cells"; readonly row: number; readonly cells: number; readonly columns: number }
  | { readonly why: "empty" | "comment"; readonly row: number }
  | { readonly why: "split" | "number"; readonly row: number; readonly column: number };

/** The lines of a part with its line ends, or why it is refused, or why its whole job fails (A51). */
export type TakenPart =
  | { readonly kind: "kept"; readonly lines: string }
  | { readonly kind: "wrong_columns"; readonly wrong: WrongColumns }
  | { readonly kind: "wrong_row"; readonly wrong: WrongRow }
  | { readonly kind: "failed"; readonly failure: FileFailure };

/** Letters, digits, blanks, dots, hyphens and underscores (A52). */
const JOB_NAME = /^[\p{L}\p{M}\p{N} ._-]*[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u;
export function isJobName(name: string): boolean {
  return JOB_NAME.test(name);
}

/** A source whose lines that begin with `#` are comments (D8). */
interface Reading {
  readonly hasComments: boolean;
}

/**
 * Reads a part of a job as lines of a data source file (A51, A53). What such a file cannot hold, or would not count as a row, is refused, so nothing is changed
 * or left out in silence.
 */
export function takePart({ open, part, limits, reading }: { open: OpenJob | undefined; part: Part; limits: PartLimits; reading: Reading }): TakenPart {
  const { columns, rows } = part;
  const badColumns = wrongColumns(columns, open);
  if (badColumns !== undefined) return { kind: "wrong_columns", wrong: badColumns };
  const badRow = wrongRow(part, reading);
  if (badRow !== undefined) return { kind: "wrong_row", wrong: badRow };
  if ((open?.parts ?? 0) >= limits.most) return { kind: "failed", failure: fileFailure("file.too_many_parts", { most: limits.most }) };
  const lines = rows.map((row) => `${row.map(textOf).join("\t")}\n`).join("");
  const megabytes = Math.floor(limits.jobBytes / 1024 ** 2);
  if ((open?.bytes ?? 0) + byteLength(lines) > limits.jobBytes) return { kind: "failed", failure: fileFailure("file.parts_too_large", { megabytes }) };
  return { kind: "kept", lines };
}

/** The header line of a job in parts. */
export function headerOfParts(columns: readonly string[]): string {
  return `${columns.join("\t")}\n`;
}

function wrongColumns(columns: readonly string[], open: OpenJob | undefined): WrongColumns | undefined {
  if (columns.length === 0) return { why: "none" };
  if (open !== undefined && (columns.length !== open.columns.length || columns.some((column, at) => column !== open.columns[at]))) return { why: "differ" };
  const broken = columns.find((column) => SPLITS.test(column));
  if (broken !== undefined) return { why: "unknown", column: quoted(broken) };
  const header = planHeader(columns.join("\t"));
  return header.kind === "failure" ? whyOf(header.failure) : undefined;
}

function whyOf({ code, params }: FileFailure): WrongColumns {
  switch (code) {
    case "header.no_date":
      return { why: "no_date" };
    case "header.duplicate":
      return { why: "twice", column: params.column };
    case "header.unknown":
      return { why: "unknown", column: "column" in params ? params.column : quoted("") };
    default:
      return { why: "too_long" };
  }
}

/** What ends a cell or a line in a file. */
const SPLITS = /[\t\r\n]/;

function wrongRow({ columns, rows }: Part, { hasComments }: Reading): WrongRow | undefined {
  for (const [index, cells] of rows.entries()) {
    const row = index + 1;
    if (cells.length !== columns.length) return { why: "cells", row, cells: cells.length, columns: columns.length };
    const texts = cells.map(textOf);
    const split = texts.findIndex((text) => SPLITS.test(text));
    if (split !== -1) return { why: "split", row, column: split + 1 };
    const number = cells.findIndex((cell) => typeof cell === "number" && Number.isInteger(cell) && !Number.isSafeInteger(cell));
    if (number !== -1) return { why: "number", row, column: number + 1 };
    if (texts.every((text) => text.trim() === "")) return { why: "empty", row };
    if (hasComments && texts[0]?.trimStart().startsWith("#") === true) return { why: "comment", row };
  }
  return undefined;
}

/** Quotes that a file would read as those of a spreadsheet (D12) are written so that they stay. */
function textOf(cell: Cell): string {
  const text = cell === null ? "" : String(cell);
  return text.trimStart().startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}
