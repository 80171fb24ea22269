import type { ReactNode } from "react";

/** The head of a page: where one is, and at its end a picker (of a report suite, a legal entity) or actions. */
export function PageHead({
  title,
  lead,
  trail,
  facts,
  children,
}: {
  title: string;
  lead?: string;
  /** Links to the pages above this one. */
  trail?: ReactNode;
  /** A line of tags and small print under the title. */
  facts?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="hq-head">
      <div>
        {trail !== undefined && <p className="hq-trail">{trail}</p>}
        <h1>{title}</h1>
        {lead !== undefined && <p className="r-muted">{lead}</p>}
        {facts !== undefined && <p className="r-row">{facts}</p>}
      </div>
      {children}
    </header>
  );
}
