import type { ListColumn } from "@rapport/contract/lists";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { entityOrRefusal } from "../organisation/index.ts";
import { openList, type ListPlace } from "./open-list.ts";
import { refuseOff } from "./refuse-off.ts";

/** The columns of a list's file, so that somebody can make one without an example (IE1). */
export async function describeColumns(
  deps: Pick<Deps, "db" | "clock">,
  { actor, ...place }: ListPlace & { readonly actor: Actor },
): Promise<{ columns: ListColumn[] }> {
  await refuseOff(deps, { ...place, actor });
  if (place.legalEntity !== null) await entityOrRefusal(deps.db, place.legalEntity);
  const list = await openList(deps, place);
  const columns = [...list.columns].map(([name, { holds = "text" }]) => {
    const choices = list.choicesOf?.(name) ?? null;
    return { name, isKey: name === list.key, isNeeded: list.needs?.includes(name) === true, holds, choices: choices && [...choices] };
  });
  return { columns };
}
