import { Refusal, type ChangeOf } from "@rapport/contract";
import type { z } from "zod";
import { faultsOf } from "./issues.ts";

/**
 * The whole object after a write that names some of its fields (C1): fields that are not named stay, `null` empties a field. If a field that it
 * cannot be without is missing, the write is refused like any other wrong request.
 */
export function afterChange<S extends z.ZodRawShape>(
  schema: z.ZodObject<S>,
  { stored, change }: { stored: z.input<z.ZodObject<S>> | undefined; change: z.output<ChangeOf<S>> },
): z.output<z.ZodObject<S>> {
  const parsed = schema.safeParse(fieldsAfter(schema, { stored, change }), { reportInput: true });
  if (!parsed.success) throw new Refusal("request.wrong", { where: "body" }, { faults: faultsOf(parsed.error) });
  return parsed.data;
}

/** The same before it is checked. An emptied field becomes `null` where its schema takes that, else its default. */
export function fieldsAfter<S extends z.ZodRawShape>(
  { shape }: z.ZodObject<S>,
  { stored = {}, change }: { stored: object | undefined; change: object },
): object {
  const isKept = ([key, value]: [string, unknown]) => value !== undefined && (value !== null || takesNull(shape[key]));
  return Object.fromEntries(Object.entries({ ...stored, ...change }).filter(isKept));
}

function takesNull(field: z.core.$ZodType | undefined): boolean {
  // Every field of a shape is a schema of zod itself, which can parse.
  return field !== undefined && (field as z.ZodType).safeParse(null).success;
}
