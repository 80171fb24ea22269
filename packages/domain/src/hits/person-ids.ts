import { readPersonId } from "../values/person-id.ts";
import { DEVICE_IDS, readImageQuery, type ImageQuery } from "./image-query.ts";
import { parseJson } from "./json.ts";

/** Names under which a Segment call says who somebody is. */
const PEOPLE: ReadonlySet<string> = new Set(["userId", "previousId"]);
/** Names under which it says which device somebody has. */
const DEVICES: ReadonlySet<string> = new Set(["anonymousId", "previousId"]);

/** The ids of people that a stored hit says, whether or not the hit could be used. Says whose data it is (AU1). Never throws. */
export function personIdsIn(payload: string): string[] {
  return personIdsOf(parseJson(payload));
}

/** The same, of a payload that was read. */
export function personIdsOf(payload: unknown): string[] {
  return idsOf(payload, { field: (name, id) => (PEOPLE.has(name) ? [id] : []), image: ({ vid }) => [readPersonId(vid)] });
}

/** The devices that the payload of a hit says, as hits name them (`anon:`, `aid:`), whether or not the hit can be used (HC7). Never throws. */
export function deviceIdsOf(payload: unknown): string[] {
  return idsOf(payload, {
    field: (name, id) => (DEVICES.has(name) && id !== "" ? [`anon:${id}`] : []),
    image: (query) =>
      DEVICE_IDS.flatMap((name) => {
        const id = readPersonId(query[name]);
        return id === "" ? [] : [`${name}:${id}`];
      }),
  });
}

interface Readings {
  field(name: string, id: string): string[];
  image(query: ImageQuery): string[];
}

function idsOf(payload: unknown, { field, image }: Readings): string[] {
  const found = new Set<string>();
  const open: unknown[] = [payload];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    for (const [name, of] of Object.entries(value)) {
      if (typeof of === "object") open.push(of);
      else for (const id of name === "query" && typeof of === "string" ? image(readImageQuery(of)) : field(name, readPersonId(String(of)))) found.add(id);
    }
  }
  found.delete("");
  return [...found];
}
