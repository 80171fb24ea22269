import pg from "pg";

/**
 * How our pool reads columns: `bigint` as a number (our counters stay below 2^53; a larger one is refused, not
 * rounded), `date` as its text (a calendar day has no zone), and everything else as pg does: `numeric` stays text,
 * `timestamptz` becomes a Date.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(id: number, format?: "text" | "binary") {
    if (format !== "binary" && id === INT8) return safeInteger;
    if (format !== "binary" && id === DATE) return (text: string) => text;
    return format === "binary" ? (pg.types.getTypeParser(id, "binary") as never) : (pg.types.getTypeParser(id, "text") as never); // pg's own overloads do not accept a union
  },
};

const INT8 = 20;
const DATE = 1082;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("a bigint column holds a number beyond 2^53; select it as text");
  return value;
}
