import type { ReactNode } from "react";

/** What is wrong, read out when it appears. Nothing without a text. */
export function ErrorText({ id, children }: { id?: string; children: ReactNode }) {
  if (children === undefined || children === null) return null;
  return (
    <p id={id} className="r-error" role="alert">
      {children}
    </p>
  );
}
