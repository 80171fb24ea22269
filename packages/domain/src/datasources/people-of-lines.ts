import { readCell } from "../values/read-cell.ts";
import { readPersonId } from "../values/person-id.ts";
import { planHeader } from "./header.ts";

/** Reads the visitor id of lines under this header, `""` for none. Says whose data they are (AU1); for lines that could not be used too, comments among them. */
export function visitorIdReader(header: string): (line: string) => string {
  const plan = planHeader(header);
  const place = plan.kind === "plan" ? plan.plan.columns.findIndex(({ kind }) => kind === "visitorId") : -1;
  return (line) => (place < 0 ? "" : readPersonId(readCell(line.replace(/^\s*#/, "").split("\t")[place] ?? "")));
}

export function isVisitorIdColumn(column: string): boolean {
  const plan = planHeader(`Date\t${column}`);
  return plan.kind === "plan" && plan.plan.columns.at(-1)?.kind === "visitorId";
}
