import { type ReactNode, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type CustomerId, unreachable } from "@rapport/contract";
import type { Activity, TimelineItem as Item } from "@rapport/contract/timeline";
import { Button, Icon, type IconName, Tag, useFormats } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { ActivityActions } from "./activity-actions.tsx";
import { activityTexts } from "./activity-texts.ts";
import { nameIn } from "./activity-types.ts";
import { campaignOf, type Known, sourceOf } from "./credit.ts";
import { NoteFiles } from "./note-files.tsx";
import { linesQuery } from "./timeline-queries.ts";
import { timelineTexts } from "./texts.ts";

const ICONS = {
  note: "note",
  activity: "chat",
  onlineOrder: "bag",
  storePurchase: "store",
  return: "return",
  visit: "globe",
  owner: "book",
} as const satisfies Record<Item["kind"], IconName>;
const customer = getRouteApi("/signed-in/customers/$customerId");
type Sale = Extract<Item, { sale: string }>;
type Explain = (transactionId: string) => void;

/** One item of the timeline; `isRecent` when its heading already names the day. A sale or return shows its channel, and can say why. */
export function TimelineItem({
  item,
  customerId,
  isRecent,
  onExplain,
  onEdit,
}: {
  item: Item;
  customerId: CustomerId;
  isRecent: boolean;
  onExplain: Explain;
  onEdit: (activity: Activity) => void;
}) {
  const { language } = usePreferences().appearance;
  const text = useText(timelineTexts);
  const formats = useFormats();
  return (
    <li className="event" data-kind={item.kind}>
      <span className="event-mark">
        <Icon name={ICONS[item.kind]} size={18} />
      </span>
      <div className="event-body">
        <p className="event-head">
          <span className="event-title">{item.kind === "activity" ? nameIn(item.activity.type.name, language) : text(`timeline.item.${item.kind}`)}</span>
          {"total" in item && <span className="event-total">{formats.money(item.kind === "return" ? paidBack(item.total) : item.total)}</span>}
          {item.kind === "note" && item.note.pinned && <Tag icon="pin">{text("note.pinned")}</Tag>}
          <time className="event-when" dateTime={item.at}>
            {isRecent ? formats.time(item.at) : `${formats.date(item.at)}, ${formats.time(item.at)}`}
          </time>
        </p>
        {detail(item)}
      </div>
      {item.kind === "activity" && (
        <div className="event-actions">
          <ActivityActions
            customerId={customerId}
            activity={item.activity}
            name={nameIn(item.activity.type.name, language)}
            onEdit={() => onEdit(item.activity)}
          />
        </div>
      )}
    </li>
  );

  function detail(of: Item): ReactNode {
    switch (of.kind) {
      case "note":
        return (
          <>
            <p className="event-text">{of.note.text}</p>
            <NoteFiles customerId={customerId} note={of.note} />
            <p className="event-fine">{text("timeline.by", { name: of.note.author })}</p>
          </>
        );
      case "activity":
        return <ActivityDetail activity={of.activity} />;
      case "onlineOrder":
        return (
          <>
            <Lines sale={of} />
            {of.waitsForRate && <p className="event-fine">{text("timeline.waitsForRate")}</p>}
            <CameBy credit={of.credit} transactionId={of.transactionId} orderName={text("timeline.order")} onExplain={onExplain} />
          </>
        );
      case "return":
        return (
          <>
            <Lines sale={of} />
            {of.waitsForRate && <p className="event-fine">{text("timeline.waitsForRate")}</p>}
            <CameBy credit={of.credit} transactionId={of.transactionId} orderName={text("timeline.ofOrder")} onExplain={onExplain} />
          </>
        );
      case "storePurchase":
        return (
          <>
            <Lines sale={of} />
            {(of.store !== null || of.receipt !== null) && (
              <div className="came-by">
                {of.store !== null && <Fact name={text("timeline.store")} value={of.store} />}
                {of.receipt !== null && <Fact name={text("timeline.receipt")} value={of.receipt} />}
              </div>
            )}
            <CameBy credit={of.credit} transactionId={null} onExplain={onExplain} />
          </>
        );
      case "owner":
        return <OwnerDetail from={of.from} to={of.to} />;
      case "visit":
        return (
          <>
            <p className="event-text">
              {[
                text("timeline.minutes", { count: of.minutes, shown: formats.number(of.minutes) }),
                text("timeline.pages", { count: of.pageViews, shown: formats.number(of.pageViews) }),
              ].join(" · ")}
            </p>
            {of.pages.length > 0 && <p className="event-pages">{of.pages.join(" › ")}</p>}
            <CameBy credit={of.credit} transactionId={null} onExplain={onExplain} />
          </>
        );
      default:
        return unreachable(of);
    }
  }
}

type Owner = Extract<Item, { kind: "owner" }>["from"];

/** Whose client they became, and whose they were; a colleague for people who may not know. */
function OwnerDetail({ from, to }: { from: Owner; to: Owner }) {
  const text = useText(timelineTexts);
  const called = (owner: NonNullable<Owner>) => (owner.mine ? text("owner.you") : (owner.name ?? text("owner.colleague")));
  return <p className="event-text">{words()}</p>;

  function words(): string {
    if (from !== null && to !== null) return text("owner.moved", { from: called(from), to: called(to) });
    if (to !== null) return to.mine ? text("owner.cameYou") : text("owner.came", { to: called(to) });
    if (from === null) return "";
    return from.mine ? text("owner.leftYou") : text("owner.left", { from: called(from) });
  }
}

/** Its title, its text, who wrote it, and whether somebody changed it. */
function ActivityDetail({ activity: { title, text: written, author, edited } }: { activity: Activity }) {
  const text = useText(timelineTexts);
  const activityText = useText(activityTexts);
  const formats = useFormats();
  const by = text("timeline.by", { name: author });
  return (
    <>
      {title !== "" && <p className="event-subject">{title}</p>}
      {written !== "" && <p className="event-text">{written}</p>}
      <p className="event-fine">{edited === null ? by : `${by} · ${activityText("edited", { when: formats.dateTime(edited.at), name: edited.by })}`}</p>
    </>
  );
}

/** The first lines of a sale; a button shows the others below. */
function Lines({ sale: { sale, lines: first, lineCount } }: { sale: Sale }) {
  const { appearance } = usePreferences();
  const text = useText(timelineTexts);
  const formats = useFormats();
  const { customerId } = customer.useParams();
  const [isOpen, setOpen] = useState(false);
  const all = useQuery(linesQuery({ customerId, sale, isWanted: isOpen }));
  const lines = isOpen && all.data !== undefined ? all.data.lines : first;
  if (lines.length === 0) return null;
  const more = lineCount - lines.length;
  return (
    <ul className="sale-lines">
      {lines.map((line, at) => (
        // Two lines of a sale may be completely equal.
        <li key={`${at}:${line.product}`}>
          <span className="sale-quantity">{line.quantity === 0 ? "" : `${formats.number(Math.abs(line.quantity))} ×`}</span>
          <span className="sale-product">{line.product === "" ? text("timeline.beside") : line.product}</span>
          <span className="sale-amount">{formats.money(line.amount)}</span>
        </li>
      ))}
      {more > 0 && (
        <li className="sale-more">
          <Button variant="quiet" busy={isOpen && all.isFetching} onClick={() => (isOpen ? void all.refetch() : setOpen(true))}>
            {text("timeline.moreLines", { count: more, shown: formats.number(more) })}
          </Button>
          {isOpen && all.error !== null && <p role="alert">{describeError(all.error, appearance.language).text}</p>}
        </li>
      )}
    </ul>
  );
}

function CameBy({ credit, transactionId, orderName = "", onExplain }: { credit: Known; transactionId: string | null; orderName?: string; onExplain: Explain }) {
  const text = useText(timelineTexts);
  const source = sourceOf(credit);
  const campaign = campaignOf(credit);
  if (source === null && transactionId === null) return null;
  return (
    <div className="came-by">
      {transactionId !== null && <Fact name={orderName} value={transactionId} />}
      {source !== null && source !== campaign && <Fact name={text("timeline.cameBy")} value={source} />}
      {campaign !== null && <Fact name={text("timeline.campaign")} value={campaign} />}
      {transactionId !== null && (
        <Button
          variant="quiet"
          aria-label={source === null ? text("timeline.whyOfUnknown", { id: transactionId }) : text("timeline.whyOf", { id: transactionId, source })}
          onClick={() => onExplain(transactionId)}
        >
          {text("timeline.why")}
        </Button>
      )}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <span className="fact">
      <span className="fact-name">{name}</span> {value}
    </span>
  );
}

/** Returned amounts have a minus, whatever their stored sign. */
function paidBack({ amount, currency }: { amount: string; currency: string }) {
  return { amount: amount.startsWith("-") || /^0+(\.0*)?$/.test(amount) ? amount : `-${amount}`, currency };
}
