import { useText } from "@rapport/app-shell";
import type { Today as Reasons, TodayReason } from "@rapport/contract/clienteling";
import { Button, Icon, type IconName, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useHistoryView } from "../shell/use-history-view.ts";
import { MarkActions } from "./mark-actions.tsx";
import { Requests } from "./requests.tsx";
import { requestsQuery } from "./requests-query.ts";
import { todayTexts } from "./texts.ts";
import { todayQuery } from "./today-query.ts";
import { Who } from "./who.tsx";
import "./today.css";

type Section = Exclude<TodayReason, "date">;
type Told<S extends Section> = Reasons[S]["clients"][number];

const SHOWN = 3;
const ICONS = { visited: "globe", returned: "return", lapsing: "person" } as const satisfies Record<Section, IconName>;
/** Which lists are shown whole. */
export interface TodayView {
  readonly whole: readonly Section[];
}
const FIRST_FEW: TodayView = { whole: [] };

/** Whom of their own clients the associate should think of, by reason (TD1). Shows nothing when there is nobody, or when it cannot load. */
export function Today() {
  const text = useText(todayTexts);
  const { data } = useQuery(todayQuery);
  const { data: requests } = useQuery(requestsQuery);
  const told = data === undefined ? 0 : data.visited.total + data.returned.total + data.lapsing.total;
  const asked = requests === undefined ? 0 : requests.asked.length + requests.answers.length;
  if (told + asked === 0) return null;
  return (
    <section className="today" aria-labelledby="today">
      <div className="section-head">
        <h2 id="today">{text("today")}</h2>
      </div>
      <Requests />
      {data !== undefined && (
        <>
          <Part of="visited" section={data.visited} why={(one) => <Visited told={one} />} />
          <Part of="returned" section={data.returned} why={(one) => <Returned told={one} />} />
          <Part of="lapsing" section={data.lapsing} why={(one) => <Lapsing told={one} />} />
        </>
      )}
    </section>
  );
}

interface PartOf<S extends Section> {
  of: S;
  section: { total: number; clients: Told<S>[] };
  why: (told: Told<S>) => ReactNode;
}

function Part<S extends Section>({ of, section: { total, clients }, why }: PartOf<S>) {
  const text = useText(todayTexts);
  const formats = useFormats();
  const [{ whole }, change] = useHistoryView("today", FIRST_FEW);
  if (total === 0) return null;
  const reason: Section = of;
  const isWhole = whole.includes(of);
  const shown = isWhole ? clients : clients.slice(0, SHOWN);
  return (
    <section className="today-part" aria-labelledby={`today-${of}`}>
      <h3 id={`today-${of}`}>
        <Icon name={ICONS[of]} size={18} />
        {text(reason)} <span className="r-muted r-num">{formats.number(total)}</span>
      </h3>
      <ul>
        {shown.map((told) => (
          <li key={`${told.client.customerId} ${told.occurrence}`} className="today-row">
            <Who client={told.client}>{why(told)}</Who>
            <MarkActions name={told.client.name} customerId={told.client.customerId} reason={of} occurrence={told.occurrence} />
          </li>
        ))}
      </ul>
      {!isWhole && clients.length > SHOWN && (
        <Button variant="quiet" onClick={() => change({ whole: [...whole, of] })}>
          {text("showAll", { count: clients.length, shown: formats.number(clients.length) })}
        </Button>
      )}
      {isWhole && total > clients.length && (
        <p className="r-muted">{text("firstOf", { shown: formats.number(clients.length), total: formats.number(total) })}</p>
      )}
    </section>
  );
}

function Visited({ told: { at, visits, looked, isNew } }: { told: Told<"visited"> }) {
  const text = useText(todayTexts);
  const formats = useFormats();
  const when = `${formats.relativeDay(at) ?? text("onDay", { day: formats.dayAndMonth(at) })}, ${formats.time(at)}`;
  return (
    <p className="today-why">
      {isNew && <Tag>{text("new")}</Tag>} {text("visitedWhy", { count: visits, shown: formats.number(visits), when })}
      {looked.length > 0 && <span className="today-looked"> {text("looked", { names: formats.list(looked) })}</span>}
    </p>
  );
}

function Returned({ told: { day, amount, waiting } }: { told: Told<"returned"> }) {
  const text = useText(todayTexts);
  const formats = useFormats();
  const money = (all: typeof waiting) => formats.list(all.map((one) => formats.money(one)));
  const amounts = [...(amount === null ? [] : [amount]), ...waiting];
  const why = text("returnedWhy", { amount: money(amounts), when: formats.relativeDay(day) ?? text("onDay", { day: formats.dayAndMonth(day) }) });
  const waits = waiting.length === 0 ? "" : amount === null ? text("waits") : text("waitsPart", { amount: money(waiting) });
  return <p className="today-why">{[why, waits].filter((part) => part !== "").join(" ")}</p>;
}

function Lapsing({ told: { sinceDays, everyDays } }: { told: Told<"lapsing"> }) {
  const text = useText(todayTexts);
  const formats = useFormats();
  const every = Math.round(everyDays);
  return <p className="today-why">{text("lapsingWhy", { count: every, every: formats.number(every), since: formats.number(sinceDays) })}</p>;
}
