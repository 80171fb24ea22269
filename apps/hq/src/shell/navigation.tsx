import { usePreferences, useText } from "@rapport/app-shell";
import { Icon } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useParams } from "@tanstack/react-router";
import { AREAS } from "../areas.ts";
import { areasFor, type OpenArea, type Opener } from "../navigation.ts";
import { sessionQuery } from "../session/session-query.ts";
import { shellTexts } from "./texts.ts";

const NOBODY: Opener = { permissions: [], features: [] };

/** The areas that the person may open. The present area shows its pages; the name of another area leads to its first page. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const text = useText(shellTexts);
  const { pathname } = useLocation();
  const { data: session } = useQuery(sessionQuery);
  return (
    <nav aria-label={text("nav.label")} className="hq-nav">
      <ul>
        {areasFor(session ?? NOBODY).map((open) => (
          <li key={open.area}>
            <AreaEntry open={open} isHere={open.pages.some(({ to }) => isUnder(pathname, to))} onGo={onGo} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function AreaEntry({ open: { area, pages }, isHere, onGo }: { open: OpenArea; isHere: boolean; onGo: (() => void) | undefined }) {
  const { language } = usePreferences().appearance;
  const { icon, label } = AREAS[area];
  const [first] = pages;
  const search = useSearchOfPage();
  // A page that is the whole area has the area's own name, and no entry under it.
  const isWhole = pages.length === 1 && first.label[language] === label[language];
  const name = (
    <>
      <Icon name={icon} />
      {label[language]}
    </>
  );
  // Every address begins with that of Home.
  const link = { search, activeOptions: { includeSearch: false, exact: first.to === "/" }, onClick: onGo };
  if (!isHere || isWhole)
    return (
      <Link to={first.to} {...link} className="hq-nav-link">
        {name}
      </Link>
    );
  return (
    <>
      <p className="hq-nav-link" data-here="">
        {name}
      </p>
      <ul className="hq-nav-pages">
        {pages.map((page) => (
          <li key={page.to}>
            <Link to={page.to} {...link} className="hq-nav-page">
              {page.label[language]}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A page may name its report suite in its path; then the next page is about it too. */
function useSearchOfPage() {
  const { rsid } = useParams({ strict: false });
  return rsid === undefined ? {} : { suite: rsid };
}

function isUnder(pathname: string, to: string): boolean {
  return pathname === to || pathname.startsWith(`${to}/`);
}
