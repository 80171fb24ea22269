import type { DateFormat, FileMapping } from "@rapport/contract/data-sources";
import { fileFailure } from "@rapport/contract/refusals";
import { LOOKS_LIKE_DAYS, planMapping, type MappedFault, type MappingPlan } from "@rapport/domain";
import { ContentFailure } from "../formats/content-failure.ts";
import type { Content } from "../formats/open-content.ts";
import type { FileRecord } from "./text-records.ts";

export interface RejectedByMapping extends MappedFault {
  readonly line: number;
  /** The row in the source's own format, as far as it could be mapped. */
  readonly text: string;
  /** What else the mapping found, each with the place of its column in the row, from 1. */
  readonly further: readonly (MappedFault & { readonly at: number })[];
}

export interface MappedTerms {
  readonly mapping: FileMapping;
  readonly own: DateFormat;
  readonly counts1904: boolean;
  readonly isExact: boolean;
  /** False for the first rows of a file, which say nothing of its others. */
  readonly isWhole: boolean;
  /** Stores what the mapping rejects. Each of these rows is also one that the source's own reading rejects. */
  readonly reject: (rows: readonly RejectedByMapping[]) => Promise<void>;
}

const PIECE_CHARACTERS = 256 * 1024;
/** The most characters of a row, and of the rejected rows that are stored together. */
const ROW_CHARACTERS = 1024 ** 2;

/**
 * A file in the source's own format, made of the rows of another (FF29). Each row stays on its line, so that what is told of a line is told of the file
 * as it was sent.
 */
export async function* mappedContent(records: AsyncIterable<FileRecord>, { mapping, own, counts1904, isExact, isWhole, reject }: MappedTerms): Content {
  let plan: MappingPlan | undefined;
  let rejected: RejectedByMapping[] = [];
  let [text, at, held] = ["", 1, 0];
  const dates = { as_mapped: 0, swapped: 0 };
  for await (const { line, lines, cells } of records) {
    // Blank lines stand for what holds no row.
    text += "\n".repeat(line - at);
    if (plan === undefined) {
      const planned = planMapping(cells, { mapping, own, counts1904, isExact });
      if (planned.kind === "failure") throw new ContentFailure(planned.failure);
      ({ plan } = planned);
      text += plan.header;
    } else {
      const row = plan.row(cells);
      if (row.text.length > ROW_CHARACTERS) throw new ContentFailure(fileFailure("file.line_too_long", { line, megabytes: 1 }));
      text += row.text;
      const order = plan.orderOf(cells);
      if (order !== null) dates[order] += 1;
      if (row.fault !== null) {
        const headers = plan.header.split("\t");
        rejected.push({
          line,
          text: row.text,
          ...row.fault,
          further: (row.further ?? []).map((fault) => ({ ...fault, at: headers.indexOf(fault.column) + 1 })),
        });
        held += row.text.length;
      }
    }
    text += "\n".repeat(lines);
    at = line + lines;
    if (rejected.length >= 1_000 || held > ROW_CHARACTERS) {
      await reject(rejected);
      [rejected, held] = [[], 0];
    }
    if (text.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (plan === undefined) throw new ContentFailure(fileFailure("file.empty", {}));
  if (isWhole && dates.swapped >= LOOKS_LIKE_DAYS && dates.as_mapped === 0)
    throw new ContentFailure(fileFailure("mapping.dates_swapped", { rows: dates.swapped, written: mapping.dates }));
  if (rejected.length > 0) await reject(rejected);
  yield Buffer.from(text);
}
