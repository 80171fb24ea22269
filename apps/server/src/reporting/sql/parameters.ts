import { engineTime, type ParamValue } from "@rapport/warehouse";

/** Collects the values of one query; its text holds only placeholders. */
export interface Parameters {
  /** The place of a value in the text, `{p0:String}`; the same value of one type has one place. */
  bind(type: ParameterType, value: ParamValue): string;
  /** A time given in epoch milliseconds. */
  time(epochMs: number): string;
  readonly values: Readonly<Record<string, ParamValue>>;
}

export type ParameterType = "String" | "Int64" | "UInt32" | "UInt64" | "Array(UInt64)" | "Array(String)" | "DateTime64(3, 'UTC')";

export function createParameters(): Parameters {
  const values: Record<string, ParamValue> = {};
  const places = new Map<string, string>();
  const bind = (type: ParameterType, value: ParamValue): string => {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const name = `p${places.size}`;
    values[name] = value;
    const place = `{${name}:${type}}`;
    places.set(key, place);
    return place;
  };
  return { bind, time: (epochMs) => bind("DateTime64(3, 'UTC')", engineTime(withinEngine(epochMs))), values };
}

/** The engine's calendar is shorter than that of a formula such as `ty-5000y`. */
function withinEngine(epochMs: number): number {
  return Math.min(Math.max(epochMs, EARLIEST_MS), LATEST_MS);
}
const EARLIEST_MS = Date.UTC(1900, 0, 1);
const LATEST_MS = Date.UTC(2299, 11, 31);
