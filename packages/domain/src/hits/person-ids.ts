import { readPersonId } from "../values/person-id.ts";
import { DEVICE_IDS, readImageQuery } from "./image-query.ts";
import { parseJson } from "./json.ts";

/** Names under which a Segment call says who somebody is. */
const PEOPLE: ReadonlySet<string> = new Set(["userId", "previousId"]);
/** Names under which it says which device somebody has. */
const DEVICES: ReadonlySet<string> = new Set(["anonymousId", "previousId"]);

/** The ids of people that a stored hit says, whether or not the hit could be used. Says whose data it is (AU1). Never throws. */
export function personIdsIn(payload: string): string[] {
  return [...idsOf(parseJson(payload)).people];
}

/**
 * The ids that stand under those names in the text of a Segment call: all of them, and now and then another. Much faster than reading the text, so it tells of most
 * calls that they are of nobody in question. Undefined when the text has to be read: names can be written with escapes.
 */
export function idsInText(text: string): ReadonlySet<string> | undefined {
  if (text.includes("\\u") && ESCAPED.test(text)) return undefined;
  const found = new Set<string>();
  for (let end = text.indexOf(END); end >= 0; end = text.indexOf(END, end + END.length)) {
    const after = end + END.length;
    if (!QUOTED.some((name) => text.startsWith(name, after - name.length))) continue;
    const id = scalarAt(text, after);
    if (id !== undefined) found.add(readPersonId(id));
  }
  return found;
}

const QUOTED = [...new Set([...PEOPLE, ...DEVICES])].map((name) => `"${name}"`);
/** How each of them ends. */
const END = 'Id"';
/** An escaped ASCII letter, which may be one of a name, or half of a pair, which is replaced when the text is read. */
const ESCAPED = /\\u(?:00[4-7]|d[89a-f])/i;
/** The value behind a name: a text, or a number or a word. */
const SCALAR = /\s*:\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^\s"{}[\],]+))/y;

function scalarAt(text: string, from: number): string | undefined {
  SCALAR.lastIndex = from;
  const [, quoted, bare] = SCALAR.exec(text) ?? [];
  if (quoted !== undefined && !quoted.includes("\\")) return quoted;
  const value = parseJson(quoted === undefined ? (bare ?? "") : `"${quoted}"`);
  return value === undefined ? undefined : String(value as string | number);
}

/**
 * The people and the devices (`anon:`, `aid:`, as hits name them) that a payload says, whether or not the hit can be used (HC7). In one pass, because every accepted hit
 * of some report suites is looked at. Never throws.
 */
export function idsOf(payload: unknown): { readonly people: ReadonlySet<string>; readonly devices: ReadonlySet<string> } {
  const people = new Set<string>();
  const devices = new Set<string>();
  const open: object[] = typeof payload === "object" && payload !== null ? [payload] : [];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const [name, of] of Object.entries(value)) {
      if (typeof of === "object") {
        if (of !== null) open.push(of as object);
      } else if (name === "query" && typeof of === "string") {
        const query = readImageQuery(of);
        people.add(readPersonId(query.vid));
        for (const device of DEVICE_IDS) {
          const id = readPersonId(query[device]);
          if (id !== "") devices.add(`${device}:${id}`);
        }
      } else if (PEOPLE.has(name) || DEVICES.has(name)) {
        const id = readPersonId(String(of));
        if (PEOPLE.has(name)) people.add(id);
        if (DEVICES.has(name) && id !== "") devices.add(`anon:${id}`);
      }
    }
  }
  people.delete("");
  return { people, devices };
}
