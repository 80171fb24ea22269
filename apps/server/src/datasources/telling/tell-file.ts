import type { FileFailure } from "@rapport/contract/refusals";
import type { NoticeFacts } from "@rapport/contract/data-sources";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Ending, UploadRow } from "../queries.ts";
import { tell, type TellDeps } from "./tell.ts";

interface Ended {
  readonly upload: Pick<UploadRow, "id" | "data_source_id" | "filename" | "uploaded_at">;
  readonly ending: Ending;
  /** It stopped its source. */
  readonly stops: boolean;
}

/** Tells how a file ended, in the transaction that ends it: once, whatever is killed (NO1, NO5). */
export async function tellFile(trx: Transaction<Database>, deps: TellDeps, { upload, ending, stops }: Ended): Promise<void> {
  const dataSource = upload.data_source_id;
  const ofFile = { jobId: upload.id, filename: upload.filename, receivedAt: upload.uploaded_at.toISOString() };
  await tell(trx, deps, { dataSource, facts: { ...ofFile, ...factsOf(ending) } });
  if (stops) await tell(trx, deps, { dataSource, facts: { ...ofFile, kind: "source.stopped" } });
}

type OfEnding = NoticeFacts extends infer F
  ? F extends { jobId: number; kind: "file.failed" | "file.rejected_rows" | "file.loaded" }
    ? Omit<F, "jobId" | "filename" | "receivedAt">
    : never
  : never;

function factsOf(ending: Ending): OfEnding {
  if (ending.status === "failure") return { kind: "file.failed", failure: withoutQuotes(ending.failure), rowsRead: ending.rowsRead };
  if ("duplicateOf" in ending) return { kind: "file.loaded", rowsRead: 0, duplicateOf: ending.duplicateOf };
  const { rowsRead, rejected } = ending;
  return rejected > 0 ? { kind: "file.rejected_rows", rowsRead, rejected } : { kind: "file.loaded", rowsRead, duplicateOf: null };
}

/** Failures whose parameters hold names of columns as the file has them: in a file without a header, that is a row of somebody (NO2). */
const QUOTES_THE_FILE: ReadonlySet<string> = new Set(["header.unknown", "header.duplicate", "mapping.column_unknown"] satisfies FileFailure["code"][]);

function withoutQuotes({ code, params }: FileFailure): Extract<NoticeFacts, { kind: "file.failed" }>["failure"] {
  if (!QUOTES_THE_FILE.has(code)) return { code, params, column: null };
  return { code, params: null, column: "position" in params ? params.position : null };
}
