import { useState } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import { TimelineKind } from "@rapport/contract/timeline";
import { Banner, Button, Card, Chip, EmptyState, Loaded, Skeleton, useFormats } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import "./timeline.css";
import { useSession } from "../session/use-session.ts";
import { useHistoryView } from "../shell/use-history-view.ts";
import { useNow } from "../shell/use-now.ts";
import { creditInWords } from "./credit.ts";
import { groupTimeline, type Period } from "./group-timeline.ts";
import { PendingNoteItem } from "./pending-note-item.tsx";
import { TimelineItem } from "./timeline-item.tsx";
import { type Kind, type TimelineView, timelineQuery } from "./timeline-queries.ts";
import { usePendingNotes } from "../unsent/use-unsent.ts";
import { WhySheet } from "./why-sheet.tsx";
import { timelineTexts } from "./texts.ts";

const ALL_KINDS: TimelineView = { kind: null };

export function Timeline({ customerId, name }: { customerId: CustomerId; name: string }) {
  const { appearance } = usePreferences();
  const text = useText(timelineTexts);
  const now = useNow();
  const { timeZone } = useSession().legalEntity;
  const [{ kind }, change] = useHistoryView("timeline", ALL_KINDS);
  const [explained, setExplained] = useState<string | null>(null);
  const pages = useInfiniteQuery(timelineQuery(customerId, kind));
  const pending = usePendingNotes(customerId);
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const notesShown = kind === null || kind === "note";
  const explainedItem = items.find((item) => "transactionId" in item && item.transactionId === explained);
  return (
    <Card title={text("timeline.title")} className="timeline">
      <KindFilter customerId={customerId} kind={kind} onChange={(chosen) => change({ kind: chosen })} />
      {notesShown && pending.length > 0 && (
        <ul className="events">
          {pending.map((note) => (
            <PendingNoteItem key={note.id} note={note} />
          ))}
        </ul>
      )}
      <Loaded
        query={pages}
        skeleton={<TimelineSkeleton />}
        isEmpty={() => items.length === 0}
        empty={
          kind === null ? (
            <EmptyState icon="bag" title={text("timeline.emptyTitle")} text={text("timeline.emptyText", { name })} />
          ) : (
            <EmptyState title={text("timeline.emptyKind")} />
          )
        }
      >
        {() => (
          <>
            {groupTimeline({ items, now, timeZone }).map((group) => (
              <section key={group.key} aria-label={text("timeline.title")} className="event-group">
                <h3>
                  <PeriodName period={group.period} />
                </h3>
                <ul className="events">
                  {group.items.map((item, at) => (
                    <TimelineItem
                      key={item.kind === "note" ? item.note.id : `${item.kind}:${item.at}:${at}`}
                      item={item}
                      isRecent={group.period.kind !== "month"}
                      onExplain={setExplained}
                    />
                  ))}
                </ul>
              </section>
            ))}
            {pages.isFetchNextPageError && <Banner tone="bad">{describeError(pages.error, appearance.language).text}</Banner>}
            {pages.hasNextPage && (
              <div className="list-more">
                <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {text("timeline.more")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
      {explained !== null && (
        <WhySheet
          customerId={customerId}
          transactionId={explained}
          source={explainedItem !== undefined && "credit" in explainedItem ? creditInWords(explainedItem.credit) : null}
          onClose={() => setExplained(null)}
        />
      )}
    </Card>
  );
}

/** Kinds without items are not offered. */
function KindFilter({ customerId, kind, onChange }: { customerId: CustomerId; kind: Kind | null; onChange: (kind: Kind | null) => void }) {
  const text = useText(timelineTexts);
  const formats = useFormats();
  const { data } = useInfiniteQuery(timelineQuery(customerId, null));
  const counts = data?.pages[0]?.counts;
  if (counts === undefined) return null;
  const offered = TimelineKind.options.filter((option) => counts[option] > 0 || option === kind);
  if (offered.length < 2) return null;
  const all = TimelineKind.options.reduce((sum, option) => sum + counts[option], 0);
  return (
    <fieldset className="kinds">
      <legend className="r-hidden">{text("timeline.kinds")}</legend>
      <Chip pressed={kind === null} count={formats.number(all)} onPress={() => onChange(null)}>
        {text("timeline.all")}
      </Chip>
      {offered.map((option) => (
        <Chip key={option} pressed={kind === option} count={formats.number(counts[option])} onPress={() => onChange(kind === option ? null : option)}>
          {text(`timeline.${option}`)}
        </Chip>
      ))}
    </fieldset>
  );
}

function PeriodName({ period }: { period: Period }) {
  const text = useText(timelineTexts);
  const formats = useFormats();
  return period.kind === "month" ? formats.month(period.firstDay) : text(`timeline.${period.kind}`);
}

function TimelineSkeleton() {
  return (
    <div className="events" aria-hidden="true">
      {Array.from({ length: 4 }, (_, at) => (
        <div key={at} className="event">
          <Skeleton round height={36} />
          <div className="event-body">
            <Skeleton width="45%" height={18} />
            <Skeleton width="75%" height={14} />
          </div>
        </div>
      ))}
    </div>
  );
}
