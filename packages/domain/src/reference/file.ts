// Reference form: only tests run it. The product does the same in sets, in SQL, and tests demand the same answer of both.
import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import { kindOfLine } from "../datasources/file.ts";
import { planHeader, type FilePlan } from "../datasources/header.ts";

/** A line of a file; `number` is physical, from 1, comments and blank lines included. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** Lines end with LF or CRLF; the end of the file ends the last one. */
export function linesOf(text: string): readonly Line[] {
  const lines = text.split("\n").map((line, index) => ({ number: index + 1, text: line.endsWith("\r") ? line.slice(0, -1) : line }));
  if (lines.at(-1)?.text === "") lines.pop();
  return lines;
}

export type FileContent =
  | { readonly kind: "file"; readonly plan: FilePlan; readonly header: Line; readonly rows: readonly Line[] }
  | { readonly kind: "failure"; readonly failure: FileFailure };

/** Finds the header and the rows in the text of a whole file. The bulk loader does the same in chunks. */
export function readFile(text: string): FileContent {
  const content = linesOf(text).filter((line) => kindOfLine(line.text) === "content");
  const [header, ...rows] = content;
  if (header === undefined) return { kind: "failure", failure: fileFailure("file.empty", {}) };
  const planned = planHeader(header.text);
  if (planned.kind === "failure") return planned;
  if (rows.length === 0) return { kind: "failure", failure: fileFailure("file.no_rows", {}) };
  return { kind: "file", plan: planned.plan, header, rows };
}
