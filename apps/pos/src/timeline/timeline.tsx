import { lazy, Suspense, useState } from "react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ActivityTypeCode, CustomerId } from "@rapport/contract";
import { type Activity, type TimelineItem as Item, TimelineKind } from "@rapport/contract/timeline";
import { Banner, Button, Card, Chip, EmptyState, Loaded, SearchField, Skeleton, useFormats, useSettledInput } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import "./timeline.css";
import { useSession } from "../session/use-session.ts";
import { useFetchNearEnd } from "../shell/use-fetch-near-end.ts";
import { useHistoryView } from "../shell/use-history-view.ts";
import { useNow } from "../shell/use-now.ts";
import { nameIn } from "./activity-types.ts";
import { isInView } from "./is-in-view.ts";
import { creditInWords } from "./credit.ts";
import { groupTimeline, type Period } from "./group-timeline.ts";
import { PendingItem } from "./pending-item.tsx";
import { TimelineItem } from "./timeline-item.tsx";
import { type Kind, type TimelineView, timelineQuery } from "./timeline-queries.ts";
import { usePendingEntries } from "../unsent/use-unsent.ts";
import { WhySheet } from "./why-sheet.tsx";
import { timelineTexts } from "./texts.ts";

// Loaded when it is first needed: a form with a calendar is large.
const EditActivitySheet = lazy(async () => ({ default: (await import("./edit-activity-sheet.tsx")).EditActivitySheet }));
const ALL_KINDS: TimelineView = { kind: null };

/** `onReopened` when a refused activity became a draft again. */
export function Timeline({ customerId, name, onReopened }: { customerId: CustomerId; name: string; onReopened: () => void }) {
  const { appearance } = usePreferences();
  const text = useText(timelineTexts);
  const now = useNow();
  const { timeZone } = useSession().legalEntity;
  const [{ kind, activityType = null, text: words = "" }, change] = useHistoryView("timeline", ALL_KINDS);
  const [typed, type] = useSettledInput({ value: words, onSettled: (next) => change({ text: next.trim() }) });
  const [explained, setExplained] = useState<string | null>(null);
  const pages = useInfiniteQuery({ ...timelineQuery(customerId, kind, activityType, words), placeholderData: keepPreviousData });
  const end = useFetchNearEnd(pages);
  // What is not stored yet is not searched.
  const pending = usePendingEntries(customerId).filter((entry) => words === "" && isInView(entry, { kind, activityType }));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  // Held here: the row of a deleted activity goes, and what was typed must not go with it.
  const [editing, setEditing] = useState<Activity | null>(null);
  const edited = items.flatMap((item) => (item.kind === "activity" && item.activity.id === editing?.id ? [item.activity] : []))[0];
  // The newest that was seen, so that a second try is about it.
  if (edited !== undefined && edited.version !== editing?.version) setEditing(edited);
  const explainedItem = items.find((item) => "transactionId" in item && item.transactionId === explained);
  return (
    <Card title={text("timeline.title")} className="timeline">
      <div className="timeline-find">
        <SearchField label={text("timeline.search")} value={typed} onValue={type} maxLength={100} />
      </div>
      <KindFilter customerId={customerId} words={words} kind={kind} onChange={(chosen) => change({ kind: chosen, activityType: null })} />
      {(kind === null || kind === "activity") && (
        <TypeFilter customerId={customerId} words={words} chosen={activityType} onChange={(type) => change({ activityType: type })} isAlone={kind === null} />
      )}
      {pending.length > 0 && (
        <ul className="events">
          {pending.map((entry) => (
            <PendingItem key={entry.id} entry={entry} onReopened={onReopened} />
          ))}
        </ul>
      )}
      <Loaded
        query={pages}
        skeleton={<TimelineSkeleton />}
        isEmpty={() => items.length === 0}
        empty={
          words !== "" ? (
            <EmptyState icon="search" title={text("timeline.noneTitle")} text={text("timeline.noneText")} />
          ) : kind === null ? (
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
                      key={keyOf(item, at)}
                      customerId={customerId}
                      item={item}
                      isRecent={group.period.kind !== "month"}
                      onExplain={setExplained}
                      onEdit={setEditing}
                    />
                  ))}
                </ul>
              </section>
            ))}
            {pages.isFetchNextPageError && <Banner tone="bad">{describeError(pages.error, appearance.language).text}</Banner>}
            {pages.hasNextPage && (
              <div ref={end} className="list-more">
                <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {text("timeline.more")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
      {editing !== null && (
        <Suspense>
          <EditActivitySheet key={editing.id} customerId={customerId} activity={editing} onClose={() => setEditing(null)} />
        </Suspense>
      )}
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
function KindFilter({
  customerId,
  words,
  kind,
  onChange,
}: {
  customerId: CustomerId;
  words: string;
  kind: Kind | null;
  onChange: (kind: Kind | null) => void;
}) {
  const text = useText(timelineTexts);
  const formats = useFormats();
  const { data } = useInfiniteQuery(timelineQuery(customerId, null, null, words));
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

/** With one type only there is nothing to choose. */
function TypeFilter({
  customerId,
  words,
  chosen,
  isAlone,
  onChange,
}: {
  customerId: CustomerId;
  words: string;
  chosen: ActivityTypeCode | null;
  /** No kind is chosen: then it is offered only to a customer with nothing but activities, besides changes of owner. */
  isAlone: boolean;
  onChange: (type: ActivityTypeCode | null) => void;
}) {
  const text = useText(timelineTexts);
  const formats = useFormats();
  const { language } = usePreferences().appearance;
  const { data } = useInfiniteQuery(timelineQuery(customerId, null, null, words));
  const types = data?.pages[0]?.activityTypes ?? [];
  const { counts } = data?.pages[0] ?? {};
  const hasOthers = counts !== undefined && TimelineKind.options.some((option) => option !== "activity" && option !== "owner" && counts[option] > 0);
  if ((types.length < 2 || (isAlone && hasOthers)) && chosen === null) return null;
  return (
    <fieldset className="kinds">
      <legend className="r-hidden">{text("timeline.activityTypes")}</legend>
      {types.map(({ code, name, count }) => (
        <Chip key={code} pressed={chosen === code} count={formats.number(count)} onPress={() => onChange(chosen === code ? null : code)}>
          {nameIn(name, language)}
        </Chip>
      ))}
    </fieldset>
  );
}

function keyOf(item: Item, at: number): string {
  if (item.kind === "note") return item.note.id;
  return item.kind === "activity" ? item.activity.id : `${item.kind}:${item.at}:${at}`;
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
