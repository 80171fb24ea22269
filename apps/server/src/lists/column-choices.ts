import { z } from "zod";

/** The values that a schema takes, when it is one of a fixed list, or several of one; null for any other. */
export function choicesIn(schema: unknown): readonly string[] | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return choicesIn(schema.unwrap());
  if (schema instanceof z.ZodArray) return choicesIn(schema.element);
  if (schema instanceof z.ZodEnum) return named(schema.options);
  if (schema instanceof z.ZodLiteral) return named([...schema.values]);
  if (!(schema instanceof z.ZodUnion)) return null;
  const each = schema.options.map(choicesIn);
  return each.some((choices) => choices === null) ? null : each.flatMap((choices) => choices ?? []);
}

/** Nothing chosen is an empty cell. */
function named(values: readonly unknown[]): string[] {
  return values.map(String).filter((value) => value !== "" && value !== "null");
}
