import { Refusal } from "@rapport/contract";
import type { z } from "zod";
import { jsonOf } from "./body.ts";

/** The place in a list after the last row shown, as a text that callers only send back. */
export function writePlace(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** The place that a cursor names, or a refusal. */
export function readPlace<S extends z.ZodType>(cursor: string, schema: S): z.output<S> {
  try {
    return schema.parse(jsonOf(Buffer.from(cursor, "base64url")));
  } catch (cause) {
    throw new Refusal("cursor.wrong", {}, { cause });
  }
}
