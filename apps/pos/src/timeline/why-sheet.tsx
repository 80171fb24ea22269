import { useQuery } from "@tanstack/react-query";
import type { CustomerId, SaleExplanation } from "@rapport/contract";
import { Loaded, Sheet, useFormats } from "@rapport/ui";
import { useText } from "../app/preferences.tsx";
import { useNow } from "../app/use-now.ts";
import { variableName } from "./variable-name.ts";
import { whyQuery } from "./timeline-queries.ts";

/** "Why has this sale this campaign?": the values frozen with the order, and the offline rows that joined it. */
export function WhySheet({
  customerId,
  transactionId,
  channel,
  onClose,
}: {
  customerId: CustomerId;
  transactionId: string;
  channel: string | null;
  onClose: () => void;
}) {
  const text = useText();
  const why = useQuery(whyQuery({ customerId, transactionId }));
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={channel === null ? text("why.titlePlain") : text("why.title", { channel })}>
      <Loaded query={why}>{(sale) => <Explanation sale={sale} />}</Loaded>
    </Sheet>
  );
}

function Explanation({ sale }: { sale: SaleExplanation }) {
  const text = useText();
  const formats = useFormats();
  const expired = new Date(sale.expiresAt) < useNow();
  return (
    <div className="why">
      <p className="why-lead">{text("why.lead", { id: sale.transactionId, when: formats.dateTime(sale.recordedAt) })}</p>
      <section aria-labelledby="why-frozen">
        <h3 id="why-frozen">{text("why.frozen")}</h3>
        {sale.frozen.length === 0 ? (
          <p className="r-muted">{text("why.nothingFrozen")}</p>
        ) : (
          <dl className="why-values">
            {sale.frozen.map((value) => (
              <div key={value.variable}>
                <dt>{variableName(value, text)}</dt>
                <dd>
                  <span className="r-strong">{formats.list(value.values)}</span>
                  {value.setAt !== null && <span className="r-small r-faint">{text("why.setAt", { when: formats.dateTime(value.setAt) })}</span>}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <section aria-labelledby="why-rows">
        <h3 id="why-rows">{text("why.rows")}</h3>
        {sale.rows.length === 0 ? (
          <p className="r-muted">{text("why.noRows")}</p>
        ) : (
          <>
            <p className="r-muted">{text("why.rowsText")}</p>
            <ul className="why-rows">
              {sale.rows.map((row) => (
                <li key={`${row.filename}:${row.line}`}>
                  <span className="why-row-what">
                    <span>
                      {text("why.quantity", { quantity: formats.number(row.quantity) })} {row.product ?? "–"}
                    </span>
                    <span className="r-num r-strong">{formats.money(row.amount)}</span>
                  </span>
                  <span className="r-small r-faint">
                    {formats.date(row.at)} · {text("why.row", { filename: row.filename, line: row.line })}
                  </span>
                </li>
              ))}
            </ul>
            {sale.moreRows > 0 && <p className="r-muted">{text("why.moreRows", { count: sale.moreRows, shown: formats.number(sale.moreRows) })}</p>}
          </>
        )}
        <p className="r-small r-faint">{text(expired ? "why.untilPast" : "why.until", { when: formats.longDate(sale.expiresAt) })}</p>
      </section>
    </div>
  );
}
