import type { DateFormat, FileMapping } from "@rapport/contract/data-sources";
import { decode, encodingOf, hasOwnHeader, kindOfLine, planHeader, START_BYTES, type UnpackLimits } from "@rapport/domain";
import { openContent, type Content } from "../formats/open-content.ts";
import { mappedContent, type MappedTerms } from "./mapped-content.ts";
import { textRecords } from "./text-records.ts";
import { openWorkbook } from "./workbook.ts";

/** How much of a file is looked at for its header. */
const LOOKED_AT = 128 * 1024;

interface Of {
  readonly mapping: FileMapping;
  readonly own: DateFormat;
  readonly limits: UnpackLimits;
  readonly reject: MappedTerms["reject"];
}

/** A file in the source's own format: as it is when it is in that, and otherwise by the mapping of its source (FF29). */
export async function* contentByMapping(path: string, { mapping, own, limits, reject }: Of): Content {
  const book = await openWorkbook(path, limits);
  if (book !== undefined) {
    try {
      const records = book.records({ name: mapping.sheet, skippedLines: mapping.skippedLines });
      yield* mappedContent(records, { mapping, own, counts1904: book.counts1904, isExact: false, isWhole: true, reject });
    } finally {
      await book.close();
    }
    return;
  }
  const { start, whole } = await beginningOf(openContent(path, limits));
  if (isOwnFormat(start)) yield* whole;
  else yield* mappedContent(textRecords(whole, mapping), { mapping, own, counts1904: false, isExact: true, isWhole: true, reject });
}

/** Whether all headers are of the source's own format. Other names that are read (FF30) may be those of a file that the mapping is for. */
export function isOwnFormat(start: Buffer): boolean {
  const { name, markBytes } = encodingOf(start.subarray(0, START_BYTES));
  const even = start.length - ((start.length - markBytes) % 2);
  const decoded = decode(start.subarray(markBytes, name === "utf-8" ? start.length : even), name);
  const text = decoded.kind === "text" ? decoded.text : new TextDecoder(name, { ignoreBOM: true }).decode(start.subarray(markBytes));
  const header = text.split(/\r?\n/).find((line) => kindOfLine(line) === "content");
  if (header === undefined) return false;
  const planned = planHeader(header);
  return planned.kind === "plan" && planned.plan.columns.every(hasOwnHeader);
}

/** The first bytes of a content, and all of it. Whoever does not read all of it closes it. */
export async function beginningOf(content: Content): Promise<{ start: Buffer; whole: Content; close: () => Promise<void> }> {
  const pieces = content[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let bytes = 0;
  let isDone = false;
  while (bytes < LOOKED_AT && !isDone) {
    const next = await pieces.next();
    isDone = next.done === true;
    if (next.done === true) break;
    first.push(next.value);
    bytes += next.value.length;
  }
  return { start: Buffer.concat(first), whole: chained(first, pieces), close: async () => void (await pieces.return?.()) };
}

async function* chained(first: readonly Buffer[], rest: AsyncIterator<Buffer>): Content {
  try {
    yield* first;
    for (;;) {
      const next = await rest.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
