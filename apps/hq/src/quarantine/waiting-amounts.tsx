import { useText } from "@rapport/app-shell";
import { Button, Card, DataTable, useFormats } from "@rapport/ui";
import { useState } from "react";
import { ExportButton } from "../records/export-button.tsx";
import { GiveRate } from "./give-rate.tsx";
import { quarantineTexts } from "./texts.ts";
import { keyOf, type WaitingAmount } from "./waiting-amount.ts";

/** Money of hits that count, which waits for the rate of its day (CY2). A person can give that rate. */
export function WaitingAmounts({
  rsid,
  amounts,
  converting,
  onGiven,
}: {
  rsid: string;
  amounts: readonly WaitingAmount[];
  /** The keys of amounts whose rate was given. */
  converting: ReadonlySet<string>;
  onGiven: (amount: WaitingAmount) => void;
}) {
  const text = useText(quarantineTexts);
  const formats = useFormats();
  const [asking, setAsking] = useState<WaitingAmount | null>(null);
  const all = amounts.reduce((sum, { hits }) => sum + hits, 0);
  const title = text("waiting", { count: all, formatted: formats.number(all) });
  return (
    <Card
      title={title}
      actions={
        <ExportButton
          name={title}
          of={title}
          columns={[
            { header: text("day"), text: ({ day }) => day },
            { header: text("currency"), text: ({ currency }) => currency },
            { header: text("money"), text: ({ revenue, currency }) => formats.money({ amount: revenue, currency }) },
            {
              header: text("events"),
              text: ({ events, currency }) => events.map(({ event, amount }) => `${event} ${formats.money({ amount, currency })}`).join(", "),
            },
            { header: text("hits"), text: ({ hits }) => hits },
          ]}
          whole={async () => amounts}
        />
      }
    >
      <p className="r-muted">{text("waitingLead")}</p>
      <DataTable
        narrow="stack"
        caption={title}
        rows={amounts}
        rowKey={keyOf}
        columns={[
          {
            key: "day",
            header: text("day"),
            isRowHeader: true,
            cell: ({ day }) => <span className="r-num hq-whole">{formats.date(day)}</span>,
            footer: text("total"),
          },
          // Several currencies share a symbol such as $.
          { key: "currency", header: text("currency"), cell: ({ currency }) => <code className="r-code hq-whole">{currency}</code> },
          {
            key: "revenue",
            header: text("money"),
            align: "end",
            cell: ({ revenue, events, currency }) => (
              <>
                <span className="r-num hq-whole">{formats.money({ amount: revenue, currency })}</span>
                {events.map(({ event, amount }) => (
                  <span key={event} className="hq-reason r-muted">
                    {event} {formats.money({ amount, currency })}
                  </span>
                ))}
              </>
            ),
          },
          { key: "hits", header: text("hits"), align: "end", cell: ({ hits }) => formats.number(hits), footer: formats.number(all) },
          {
            key: "rate",
            header: text("rate"),
            cell: (amount) => (
              <Button
                aria-label={text("giveRateOf", { currency: amount.currency, day: formats.longDate(amount.day) })}
                busy={converting.has(keyOf(amount))}
                onClick={() => setAsking(amount)}
              >
                {text("giveRate")}
              </Button>
            ),
          },
        ]}
      />
      {asking !== null && (
        <GiveRate
          rsid={rsid}
          amount={asking}
          onClose={() => setAsking(null)}
          onGiven={() => {
            onGiven(asking);
            setAsking(null);
          }}
        />
      )}
    </Card>
  );
}
