import { z } from "zod";

/** A field in a write that changes some fields: without a default, because a field that is not named stays, and with `null`, which empties it. */
type Changed<T extends z.core.$ZodType> = z.ZodOptional<z.ZodNullable<T extends z.ZodDefault<infer I> ? I : T extends z.ZodOptional<infer I> ? I : T>>;

/** The schema of a write that changes only what it names (C1): every field may be missing, `null` empties. */
export type ChangeOf<S extends z.core.$ZodShape> = z.ZodObject<{ [K in keyof S]: Changed<S[K]> }, z.core.$strict>;

/** The type of such a write. */
export type Change<S extends z.ZodObject> = z.output<ChangeOf<S["shape"]>>;

export function changeOf<S extends z.ZodRawShape>({ shape }: z.ZodObject<S>): ChangeOf<S> {
  const changed = Object.entries(shape).map(([key, field]) => [key, bare(field).nullable().optional()]);
  // `Changed` says for each field what `bare` does; the compiler does not follow it through the entries.
  return z.strictObject(Object.fromEntries(changed) as z.ZodRawShape) as unknown as ChangeOf<S>;
}

function bare(field: z.core.$ZodType): z.ZodType {
  return field instanceof z.ZodDefault || field instanceof z.ZodOptional ? bare(field.unwrap()) : (field as z.ZodType);
}
