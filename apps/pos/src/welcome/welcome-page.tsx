import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Facet } from "@rapport/contract/clienteling";
import { EmptyState, Icon, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import "./welcome.css";
import { useNow } from "../shell/use-now.ts";
import { bookGlanceQuery, facetsQuery } from "../client-book/book-queries.ts";
import { ClientCard } from "../client-book/client-card.tsx";
import { type FacetOption, optionWords, WHOLE_BOOK } from "../client-book/filters.ts";
import { useNotation } from "../client-book/use-notation.ts";
import { useSession } from "../session/use-session.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { shellTexts } from "../shell/texts.ts";
import { UnsentList } from "../unsent/unsent-list.tsx";
import { comingUp, nearestFirst } from "./coming-up.ts";
import { givenName, greetingAt } from "./greeting.ts";
import { operationsFor } from "./operations.ts";
import { welcomeTexts } from "./texts.ts";

const SHOWN_CLIENTS = 4;

export function WelcomePage() {
  const text = useText(welcomeTexts);
  const shellText = useText(shellTexts);
  const formats = useFormats();
  const session = useSession();
  const operations = operationsFor(session.permissions);
  const now = useNow();
  const greeting = text(greetingAt(now.getHours()), { name: givenName(session.worker.name) });
  const hasBook = session.permissions.includes("clientBook.view");
  return (
    <main className="page welcome">
      <header className="welcome-head">
        <PageTitle title={shellText("nav.welcome")}>{greeting}</PageTitle>
        <p className="r-muted">
          {formats.weekday(now)} · {session.store.name}
        </p>
      </header>
      <UnsentList />
      {operations.length === 0 ? (
        <EmptyState icon="person" title={text("welcome.nothing")} text={text("welcome.nothingText")} />
      ) : (
        <nav aria-label={text("welcome.operations")}>
          <ul className="tiles">
            {operations.map((operation) => (
              <li key={operation.to}>
                <Link to={operation.to} className="tile">
                  <span className="tile-mark">
                    <Icon name={operation.icon} size={26} />
                  </span>
                  <span className="tile-name">{text(operation.name)}</span>
                  <span className="tile-text">{operation.to === "/client-book" ? <BookSize /> : text("welcome.searchText")}</span>
                  <span className="tile-go">
                    <Icon name="chevron" />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {hasBook && <ComingUp />}
    </main>
  );
}

function BookSize() {
  const text = useText(welcomeTexts);
  const formats = useFormats();
  const { data } = useQuery(bookGlanceQuery({ view: WHOLE_BOOK, limit: 1 }));
  // A placeholder of the same height, so that nothing jumps.
  if (data === undefined) return <>&nbsp;</>;
  return data.total === 0 ? text("welcome.clientBookEmpty") : text("welcome.clientBookText", { count: data.total, shown: formats.number(data.total) });
}

/** Whom to contact soon: the nearest dates in the own book. Shows nothing when there are none, or when they cannot be loaded. */
function ComingUp() {
  const { data } = useQuery(facetsQuery(WHOLE_BOOK));
  const soon = comingUp(data?.facets ?? []);
  return soon === null ? null : <ComingUpClients {...soon} />;
}

function ComingUpClients({ facet, option }: { facet: Facet; option: FacetOption }) {
  const text = useText(welcomeTexts);
  const notation = useNotation();
  const { language, formats } = notation;
  const view = { keyword: "", filters: [option.filter] };
  const { data } = useQuery(bookGlanceQuery({ view, limit: 50 }));
  if (data === undefined || data.matching === 0) return null;
  const nearest = nearestFirst({ clients: data.clients, attribute: facet.attribute, daysTo: formats.daysToAnniversary }).slice(0, SHOWN_CLIENTS);
  return (
    <section className="coming-up" aria-labelledby="coming-up">
      <div className="section-head">
        <h2 id="coming-up">{text("welcome.soon", { attribute: facet.name[language] })}</h2>
        <span className="r-muted">{optionWords(option, notation)}</span>
        {data.matching > nearest.length && (
          <Link to="/client-book" state={{ book: view }} className="r-button" data-variant="quiet">
            {text("welcome.soonAll", { count: data.matching, shown: formats.number(data.matching) })}
          </Link>
        )}
      </div>
      <ul className="card-grid">
        {nearest.map((client) => (
          <li key={client.customerId}>
            <ClientCard client={client} />
          </li>
        ))}
      </ul>
    </section>
  );
}
