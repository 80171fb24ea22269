import { useQuery } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import type { SaleExplanation } from "@rapport/contract/timeline";
import { Icon, Loaded, Sheet, useFormats } from "@rapport/ui";
import { useText, useVariableName } from "@rapport/app-shell";
import { useNow } from "../shell/use-now.ts";
import { type WhyFact, whyFacts } from "./why-facts.ts";
import { whyQuery } from "./timeline-queries.ts";
import { whyTexts } from "./why-texts.ts";

/** Explains why a sale has its campaign: what was frozen with the order, in an associate's words, with all plain values at the end. */
export function WhySheet({
  customerId,
  transactionId,
  source,
  onClose,
}: {
  customerId: CustomerId;
  transactionId: string;
  source: string | null;
  onClose: () => void;
}) {
  const text = useText(whyTexts);
  const why = useQuery(whyQuery({ customerId, transactionId }));
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={source === null ? text("why.titlePlain") : text("why.title", { source })}>
      <Loaded query={why}>{(sale) => <Explanation sale={sale} />}</Loaded>
    </Sheet>
  );
}

function Explanation({ sale }: { sale: SaleExplanation }) {
  const text = useText(whyTexts);
  const formats = useFormats();
  const expired = new Date(sale.expiresAt) < useNow();
  const { how, what } = whyFacts(sale.frozen);
  return (
    <div className="why">
      {sale.frozen.length === 0 ? (
        <p className="r-muted">{text("why.nothingFrozen")}</p>
      ) : (
        <section aria-labelledby="why-how">
          <h3 id="why-how">{text("why.how")}</h3>
          {how.length === 0 ? <p className="r-muted">{text("why.howUnknown")}</p> : <Facts facts={how} orderedAt={sale.recordedAt} />}
        </section>
      )}
      {what.length > 0 && (
        <section aria-labelledby="why-what">
          <h3 id="why-what">{text("why.what")}</h3>
          <Facts facts={what} orderedAt={sale.recordedAt} />
        </section>
      )}
      <section aria-labelledby="why-when">
        <h3 id="why-when">{text("why.when")}</h3>
        <p>{text("why.whenText", { id: sale.transactionId, when: formats.dateTime(sale.recordedAt) })}</p>
      </section>
      <section aria-labelledby="why-rows">
        <h3 id="why-rows">{text("why.rows")}</h3>
        <Rows sale={sale} />
        <p className="r-small r-faint">{text(expired ? "why.untilPast" : "why.until", { when: formats.longDate(sale.expiresAt) })}</p>
      </section>
      {sale.frozen.length > 0 && <EveryValue frozen={sale.frozen} />}
    </div>
  );
}

function Facts({ facts, orderedAt }: { facts: readonly WhyFact[]; orderedAt: string }) {
  const text = useText(whyTexts);
  const formats = useFormats();
  const orderedOn = formats.longDate(orderedAt);
  return (
    <dl className="why-values">
      {facts.map(({ label, values, setAt }) => (
        <div key={label}>
          <dt>{text(label)}</dt>
          <dd>
            <span className="r-strong">{formats.list(values)}</span>
            {/* A value from before the day of the order comes from an earlier visit, so its day is shown. */}
            {setAt !== null && formats.longDate(setAt) !== orderedOn && (
              <span className="r-small r-faint">{text("why.since", { when: formats.longDate(setAt) })}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ sale: { rows, moreRows } }: { sale: SaleExplanation }) {
  const text = useText(whyTexts);
  const formats = useFormats();
  if (rows.length === 0) return <p className="r-muted">{text("why.noRows")}</p>;
  return (
    <>
      <p className="r-muted">{text("why.rowsText")}</p>
      <ul className="why-rows">
        {rows.map((row, at) => (
          // Two rows of an order may be completely equal.
          <li key={`${at}:${row.product}`}>
            <span className="why-row-what">
              <span>
                {row.quantity !== 0 && `${text("why.quantity", { quantity: formats.number(Math.abs(row.quantity)) })} `}
                {row.product ?? "–"}
              </span>
              <span className="r-num r-strong">{formats.money(row.amount)}</span>
            </span>
            <span className="r-small r-faint">{row.isOnline ? `${formats.date(row.at)} · ${text("why.call")}` : formats.date(row.at)}</span>
            {row.waitsForRate && <span className="r-small r-faint">{text("why.waitsForRate")}</span>}
          </li>
        ))}
      </ul>
      {moreRows > 0 && <p className="r-muted">{text("why.moreRows", { count: moreRows, shown: formats.number(moreRows) })}</p>}
    </>
  );
}

function EveryValue({ frozen }: { frozen: SaleExplanation["frozen"] }) {
  const text = useText(whyTexts);
  const formats = useFormats();
  const nameOf = useVariableName();
  return (
    <details className="why-every">
      <summary>
        {text("why.every")}
        <Icon name="chevron" size={18} />
      </summary>
      <dl className="why-values">
        {frozen.map((value) => (
          <div key={value.variable}>
            <dt>{nameOf(value)}</dt>
            <dd>
              <span>{formats.list(value.values)}</span>
              {value.setAt !== null && <span className="r-small r-faint">{text("why.setAt", { when: formats.dateTime(value.setAt) })}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
