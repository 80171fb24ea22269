import { readPersonId } from "../values/person-id.ts";
import { readImageQuery } from "./image-query.ts";
import { parseJson } from "./json.ts";

/** Names under which a Segment call says who somebody is. */
const NAMES: ReadonlySet<string> = new Set(["userId", "previousId"]);

/** The ids of people that a stored hit says, whether or not the hit could be used. Says whose data it is (AU1). Never throws. */
export function personIdsIn(payload: string): string[] {
  const found = new Set<string>();
  const open: unknown[] = [parseJson(payload)];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    for (const [name, of] of Object.entries(value)) {
      if (typeof of === "object") open.push(of);
      else if (NAMES.has(name)) found.add(readPersonId(String(of)));
      else if (name === "query" && typeof of === "string") found.add(readPersonId(readImageQuery(of).vid));
    }
  }
  found.delete("");
  return [...found];
}
