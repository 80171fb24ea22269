import type { Deps } from "../deps.ts";
import { featureGate } from "../features/index.ts";
import type { Actor } from "../http/index.ts";
import type { ListPlace } from "./open-list.ts";

/** Refuses a list of clienteling among those of the organisation while clienteling is off (R75). */
export async function refuseOff(deps: Pick<Deps, "db" | "clock">, { list, actor }: Pick<ListPlace, "list"> & { readonly actor: Actor }): Promise<void> {
  if (list === "activity-types") await featureGate(deps).assertOn("clienteling", actor);
}
