import { Refusal } from "@rapport/contract";
import type { DataSourceType, SourceColumn } from "@rapport/contract/data-sources";
import { withHeaders, wrongColumns } from "@rapport/domain";

/** The columns of a source's files with the headers as they are known; refuses those that make no file of its type (FU19). */
export function fittingColumns(type: DataSourceType, columns: readonly SourceColumn[]): SourceColumn[] {
  const wrong = wrongColumns(type, columns);
  if (wrong?.why === "unknown") throw new Refusal("mapping.unknown", { column: JSON.stringify(wrong.to) });
  if (wrong !== undefined) throw new Refusal("mapping.twice", { column: JSON.stringify(wrong.to) });
  return withHeaders(columns);
}
