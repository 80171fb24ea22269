import { useText } from "@rapport/app-shell";
import { type ReactNode, useLayoutEffect } from "react";
import { shellTexts } from "./texts.ts";

/** The head of a page: its title, and at the end a picker (of a report suite or a legal entity) or actions. The browser's tab has the same title. */
export function PageHead({
  title,
  lead,
  trail = [],
  facts,
  children,
}: {
  title: string;
  lead?: string | undefined;
  /** A link to each page above this one, the highest first. */
  trail?: readonly { readonly key: string; readonly link: ReactNode }[];
  /** A line of tags and small text under the title. */
  facts?: ReactNode;
  children?: ReactNode;
}) {
  const text = useText(shellTexts);
  useTabTitle(title);
  return (
    <header className="hq-head">
      <div>
        {trail.length > 0 && (
          <nav aria-label={text("nav.trail")}>
            <ol className="hq-trail">
              {trail.map(({ key, link }) => (
                <li key={key}>{link}</li>
              ))}
            </ol>
          </nav>
        )}
        <h1>{title}</h1>
        {lead !== undefined && <p className="r-muted">{lead}</p>}
        {facts !== undefined && <p className="r-row">{facts}</p>}
      </div>
      {children !== undefined && children !== null && children !== false && <div className="r-row">{children}</div>}
    </header>
  );
}

function useTabTitle(title: string): void {
  useLayoutEffect(() => {
    document.title = `${title} · Rapport`;
  }, [title]);
}
