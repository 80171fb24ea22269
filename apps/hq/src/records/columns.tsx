import { useText } from "@rapport/app-shell";
import { type Column, Tag } from "@rapport/ui";
import type { ReactNode } from "react";
import { recordTexts } from "./texts.ts";

/** A column of a list. */
export interface RecordColumn<Row> extends Omit<Column<Row>, "footer" | "cell"> {
  /** Shown once it is chosen. */
  readonly isExtra?: boolean;
  /** As a file has it. */
  readonly text: (row: Row) => string;
  /** On screen; else its text, or a dash for an empty one. */
  readonly cell?: (row: Row) => ReactNode;
}

export function onScreen<Row>({ text, isExtra: _, ...column }: RecordColumn<Row>): Column<Row> {
  return { cell: (row) => (text(row) === "" ? "–" : text(row)), ...column };
}

/** Whether a thing is in use. */
export function useStateColumn<Row extends { readonly active: boolean }>(): RecordColumn<Row> {
  const text = useText(recordTexts);
  const word = ({ active }: Row) => text(active ? "inUse" : "outOfUse");
  return { key: "state", header: text("state"), cell: (row) => <Tag {...(row.active && { tone: "good" as const })}>{word(row)}</Tag>, text: word };
}
