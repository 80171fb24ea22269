import { decode, kindOfLine, planHeader, type FilePlan } from "@rapport/domain";
import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import type { Warehouse } from "@rapport/warehouse";
import { ContentFailure } from "../formats/content-failure.ts";
import type { Content } from "../formats/open-content.ts";
import { CHUNK_BYTES, LINE_MAX_MEGABYTES, wholeLines } from "./whole-lines.ts";

export interface StagedFile {
  readonly kind: "staged";
  readonly plan: FilePlan;
  /** The header line as in the file. */
  readonly header: string;
  /** The lines at which the file may be divided into parts of some hundred thousand rows; the first is its beginning. */
  readonly cuts: readonly number[];
  /** Whether lines under the header begin with `#`. */
  readonly hasHashLines: boolean;
}
export type Staged = StagedFile | { readonly kind: "failure"; readonly failure: FileFailure };

/** The size of one part of the load: as much as one statement handles in a second or two. */
const PART_BYTES = 2 * CHUNK_BYTES;
/** The size of one staged row, which the engine reads as a whole. */
const BLOCK_CHARACTERS = 128 * 1024;

/**
 * Reads the file's header and puts the lines under it into `upload_lines_v1`, some hundred a row with the number of the
 * first: the engine splits them faster than a loop here would. The whole file is never in memory.
 *
 * @param token names this attempt, so that the engine does not drop the inserts of a second attempt as repetitions
 */
export async function stageLines(
  warehouse: Pick<Warehouse, "insert">,
  of: { readonly content: Content; readonly upload: number; readonly token: string },
): Promise<Staged> {
  try {
    return await stage(warehouse, of);
  } catch (cause) {
    if (cause instanceof ContentFailure) return { kind: "failure", failure: cause.failure };
    throw cause;
  }
}

async function stage(warehouse: Pick<Warehouse, "insert">, { content, upload, token }: { content: Content; upload: number; token: string }): Promise<Staged> {
  let header: { plan: FilePlan; text: string } | undefined;
  let line = 1;
  let inserts = 0;
  let hasHashLines = false;
  let partBytes = 0;
  const cuts: number[] = [];
  for await (const chunk of wholeLines(content, null)) {
    if (chunk.kind === "too_long") return { kind: "failure", failure: fileFailure("file.line_too_long", { line, megabytes: LINE_MAX_MEGABYTES }) };
    const { encoding } = chunk;
    if (encoding === "windows-1252") throw new Error("a file of the source's own format is Unicode");
    const decoded = decode(chunk.bytes, encoding);
    if (decoded.kind === "undecodable") return { kind: "failure", failure: fileFailure("file.encoding", { byte: chunk.position + decoded.at + 1, encoding }) };
    let from = 0;
    if (header === undefined) {
      const found = firstContent(decoded.text);
      line += found.linesBefore;
      if (found.text === undefined) continue;
      const planned = planHeader(found.text);
      if (planned.kind === "failure") return planned;
      header = { plan: planned.plan, text: found.text };
      from = found.end;
      line += 1;
    }
    hasHashLines ||= decoded.text.startsWith("#", from) || decoded.text.includes("\n#", from);
    const { ndjson, lines } = blocks(decoded.text, { from, line, upload });
    if (ndjson !== "")
      await warehouse.insert({
        table: "upload_lines_v1",
        ndjson: Buffer.from(ndjson),
        columns: ["upload", "line", "text"],
        token: `lines-${token}-${inserts++}`,
      });
    if (cuts.length === 0 || partBytes >= PART_BYTES) {
      cuts.push(line);
      partBytes = 0;
    }
    partBytes += chunk.bytes.length;
    line += lines;
  }
  return header === undefined
    ? { kind: "failure", failure: fileFailure("file.empty", {}) }
    : { kind: "staged", plan: header.plan, header: header.text, cuts, hasHashLines };
}

/** The first line that is neither a comment nor blank, how many stand before it, and where it ends. */
function firstContent(text: string): { text: string | undefined; linesBefore: number; end: number } {
  let linesBefore = 0;
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf("\n", from);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(from, text[end - 1] === "\r" && end > from ? end - 1 : end);
    if (kindOfLine(line) === "content") return { text: line, linesBefore, end: Math.min(end + 1, text.length) };
    linesBefore += 1;
    from = end + 1;
  }
  return { text: undefined, linesBefore, end: text.length };
}

function blocks(text: string, { from, line, upload }: { from: number; line: number; upload: number }): { ndjson: string; lines: number } {
  const rows: string[] = [];
  let lines = 0;
  for (let start = from; start < text.length;) {
    const cut = start + BLOCK_CHARACTERS >= text.length ? -1 : text.indexOf("\n", start + BLOCK_CHARACTERS);
    const end = cut === -1 ? text.length : cut;
    // A line end that ends the text is not followed by another line.
    const block = text.slice(start, end === text.length && text.endsWith("\n") ? end - 1 : end);
    rows.push(JSON.stringify({ upload, line: line + lines, text: block }), "\n");
    lines += lineEnds(block) + 1;
    start = end + 1;
  }
  return { ndjson: rows.join(""), lines };
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
