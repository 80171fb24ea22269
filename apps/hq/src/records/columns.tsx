import { useText } from "@rapport/app-shell";
import { type Column, Tag } from "@rapport/ui";
import type { ReactNode } from "react";
import type { SpreadsheetCell } from "../spreadsheet/lines.ts";
import { recordTexts } from "./texts.ts";

/** A column of a file: its head, and what it says of a row. */
export interface FileColumn<Row> {
  readonly header: string;
  readonly text: (row: Row) => SpreadsheetCell;
}

/** A column of a list. */
export interface RecordColumn<Row> extends Omit<Column<Row>, "footer" | "cell"> {
  /** True when the column is shown only if chosen. */
  readonly isExtra?: boolean;
  /** The value in a file. */
  readonly text: (row: Row) => string;
  /** True for buttons, which are in no file and always shown. */
  readonly isActions?: boolean;
  /** The value on screen; by default its text, or a dash for none. */
  readonly cell?: (row: Row) => ReactNode;
}

export function onScreen<Row>({ text, isExtra: _, isActions: __, ...column }: RecordColumn<Row>): Column<Row> {
  return { cell: (row) => (text(row) === "" ? "–" : text(row)), ...column };
}

/** A column that says whether something is in use. */
export function useStateColumn<Row extends { readonly active: boolean }>(): RecordColumn<Row> {
  const text = useText(recordTexts);
  const word = ({ active }: Row) => text(active ? "inUse" : "outOfUse");
  return { key: "state", header: text("state"), cell: (row) => <Tag {...(row.active && { tone: "good" as const })}>{word(row)}</Tag>, text: word };
}
