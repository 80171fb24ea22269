import { useInfiniteQuery } from "@tanstack/react-query";
import type { UpcomingDate } from "@rapport/contract/clienteling";
import { Button, useFormats } from "@rapport/ui";
import { usePreferences, useText } from "@rapport/app-shell";
import { upcomingQuery } from "../client-book/book-queries.ts";
import { ClientCard } from "../client-book/client-card.tsx";
import { useFetchNearEnd } from "../shell/use-fetch-near-end.ts";
import { useHistoryView } from "../shell/use-history-view.ts";
import { useKeptPlace } from "../shell/use-kept-place.ts";
import { MarkActions } from "../today/mark-actions.tsx";
import { welcomeTexts } from "./texts.ts";

const DAYS_AHEAD = 30;
const SHOWN_DATES = 4;
/** All dates that come up, or the first few. */
export interface ComingUpView {
  isWhole: boolean;
}
const FIRST_FEW: ComingUpView = { isWhole: false };

/** Whom to contact soon: all dates of the associate's clients by day, today first, each with its reason (U2). Shows nothing without dates, or when they cannot load. */
export function ComingUp() {
  const text = useText(welcomeTexts);
  const formats = useFormats();
  const [{ isWhole }, change] = useHistoryView("comingUp", FIRST_FEW);
  const pages = useInfiniteQuery(upcomingQuery(DAYS_AHEAD));
  const dates = pages.data?.pages.flatMap((page) => page.dates) ?? [];
  const shown = isWhole ? dates : dates.slice(0, SHOWN_DATES);
  const list = useKeptPlace<HTMLUListElement>(shown.map(placeOf), pages);
  const more = useFetchNearEnd({ ...pages, hasNextPage: isWhole && pages.hasNextPage });
  const [first] = pages.data?.pages ?? [];
  if (first === undefined || first.total === 0) return null;
  return (
    <section className="coming-up" aria-labelledby="coming-up">
      <div className="section-head">
        <h2 id="coming-up">{text("welcome.soon")}</h2>
        <span className="r-muted r-num">
          {text("welcome.soonCount", { count: first.total, shown: formats.number(first.total), days: formats.number(DAYS_AHEAD) })}
        </span>
        {!isWhole && first.total > SHOWN_DATES && (
          <Button variant="quiet" onClick={() => change({ isWhole: true })}>
            {text("welcome.soonAll", { count: first.total, shown: formats.number(first.total) })}
          </Button>
        )}
      </div>
      <ul ref={list} className="card-grid">
        {shown.map((date) => (
          <li key={placeOf(date)} className="coming-up-date" data-place={placeOf(date)}>
            <div className="coming-up-head">
              <Reason date={date} />
              <MarkActions name={date.client.name} customerId={date.client.customerId} reason="date" occurrence={date.occurrence} />
            </div>
            <ClientCard client={date.client} />
          </li>
        ))}
      </ul>
      {isWhole && pages.hasNextPage && (
        <div ref={more} className="list-more">
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {text("welcome.soonMore")}
          </Button>
        </div>
      )}
    </section>
  );
}

/** A client may have several dates. */
function placeOf({ client, attribute }: UpcomingDate): string {
  return `${client.customerId} ${attribute}`;
}

/** Which date it is, and when. The day is the legal entity's, whatever the device's zone. */
function Reason({ date: { name, day, inDays } }: { date: UpcomingDate }) {
  const { appearance } = usePreferences();
  const text = useText(welcomeTexts);
  const formats = useFormats();
  const when = inDays === 0 ? text("welcome.today") : inDays === 1 ? text("welcome.tomorrow") : text("welcome.inDays", { days: formats.number(inDays) });
  return (
    <p className="coming-up-reason" data-today={inDays === 0 ? "" : undefined}>
      <strong>{name[appearance.language]}</strong> · {formats.dayAndMonth(day)} · {when}
    </p>
  );
}
