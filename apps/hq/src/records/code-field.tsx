import { TextField } from "@rapport/ui";
import type { ComponentProps } from "react";

/** The code that addresses and files use. It is chosen once, then only shown. */
export function CodeField({ isNew, hint, ...field }: ComponentProps<typeof TextField> & { isNew: boolean }) {
  return <TextField {...field} {...(isNew && { hint })} readOnly={!isNew} autoComplete="off" spellCheck={false} />;
}
