import { TextField } from "@rapport/ui";
import type { ComponentProps } from "react";

/** What a thing is named by in addresses and files: chosen once, then only shown. */
export function CodeField({ isNew, hint, ...field }: ComponentProps<typeof TextField> & { isNew: boolean }) {
  return <TextField {...field} {...(isNew && { hint })} readOnly={!isNew} autoComplete="off" spellCheck={false} />;
}
