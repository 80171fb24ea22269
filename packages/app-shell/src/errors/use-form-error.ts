import { useUi } from "@rapport/ui";
import { useMemo } from "react";
import type { z } from "zod";
import { describeFormError } from "./describe-error.ts";

/**
 * A failed call of a form, in the person's language: `refused` for the fields of its schema, each of which the form draws
 * with `field`, and the `rest`. `within` is where the
 * form's values stand in the request, e.g. `["rates", 0]`.
 */
export function useFormError<Schema extends z.ZodObject>(error: unknown, { schema, within }: { schema: Schema; within?: readonly (string | number)[] }) {
  const { language } = useUi();
  return useMemo(() => {
    // The names of a schema's shape are its keys.
    const fields = Object.keys(schema.shape) as (keyof z.input<Schema> & string)[];
    return describeFormError(error, { fields, within, language });
  }, [error, schema, within, language]);
}
