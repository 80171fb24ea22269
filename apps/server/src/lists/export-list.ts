import { csvLine, type Separator } from "@rapport/domain/lists";
import { Readable } from "node:stream";
import type { Deps } from "../deps.ts";
import type { Actor, FileReply } from "../http/index.ts";
import { entityOrRefusal } from "../organisation/index.ts";
import { openList, type ListPlace } from "./open-list.ts";
import { refuseOff } from "./refuse-off.ts";

const SEPARATORS = { comma: ",", semicolon: ";", tab: "\t" } as const satisfies Record<string, Separator>;

/** The byte order mark, so that a spreadsheet reads the file as UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** All of a list as the CSV file that an import reads. Importing it changes nothing (IE1). */
export async function exportList(
  deps: Pick<Deps, "db" | "clock">,
  { separator, actor, ...place }: ListPlace & { readonly separator: keyof typeof SEPARATORS; readonly actor: Actor },
): Promise<FileReply> {
  await refuseOff(deps, { ...place, actor });
  if (place.legalEntity !== null) await entityOrRefusal(deps.db, place.legalEntity);
  const list = await openList(deps, place);
  const line = (cells: readonly string[]) => csvLine(cells, SEPARATORS[separator]);
  const columns = [...list.columns];
  const lines = async function* () {
    yield BYTE_ORDER_MARK + line(columns.map(([name]) => name));
    for await (const rows of list.all(deps, actor)) yield rows.map((row) => line(columns.map(([name, form]) => form.write(row[name])))).join("");
  };
  const filename = [place.legalEntity, place.list].filter((part) => part !== null).join("-");
  return { contentType: "text/csv; charset=utf-8", filename: `${filename}.csv`, body: Readable.from(lines()) };
}
