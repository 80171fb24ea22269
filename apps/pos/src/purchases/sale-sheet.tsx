import { useQuery } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import { Button, Loaded, Sheet, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { campaignOf, sourceOf } from "../timeline/credit.ts";
import { linesQuery } from "../timeline/timeline-queries.ts";
import { timelineTexts } from "../timeline/texts.ts";
import { type FoundSale, isNothing } from "./purchases-query.ts";
import { purchaseTexts } from "./texts.ts";

/** One sale or return: where it was, all its lines, what brought it and why. */
export function SaleSheet({ customerId, sale, onExplain, onClose }: { customerId: CustomerId; sale: FoundSale; onExplain: () => void; onClose: () => void }) {
  const text = useText(purchaseTexts);
  const timelineText = useText(timelineTexts);
  const formats = useFormats();
  const lines = useQuery(linesQuery({ customerId, sale: sale.sale, isWanted: true }));
  const source = sourceOf(sale.credit);
  const campaign = campaignOf(sale.credit);
  const facts = [
    [timelineText("timeline.store"), sale.store],
    [timelineText("timeline.receipt"), sale.receipt],
    [timelineText(sale.kind === "return" ? "timeline.ofOrder" : "timeline.order"), sale.transactionId],
    [timelineText("timeline.cameBy"), source === campaign ? null : source],
    [timelineText("timeline.campaign"), campaign],
  ] as const;
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={text("saleOn", { sale: text(sale.kind), date: formats.longDate(sale.at) })}>
      <div className="sale-sheet">
        <dl className="attributes">
          {facts.map(
            ([name, value]) =>
              value !== null && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
        <Loaded query={lines}>
          {({ lines: all, total }) => (
            <ul className="sale-lines">
              {all.map((line, at) => (
                // oxlint-disable-next-line react/no-array-index-key
                <li key={`${at}:${line.product}`}>
                  <span className="sale-quantity">{line.quantity === 0 ? "" : `${formats.number(Math.abs(line.quantity))} ×`}</span>
                  <span className="sale-product">{line.product === "" ? text(isNothing(line.amount) ? "unnamed" : "beside") : line.product}</span>
                  <span className="sale-amount">{formats.money(line.amount)}</span>
                </li>
              ))}
              <li className="sale-total">
                <span className="sale-quantity" />
                <span className="sale-product">{text("total")}</span>
                <span className="sale-amount">{formats.money(total)}</span>
              </li>
            </ul>
          )}
        </Loaded>
        {sale.transactionId !== null && (
          <Button
            aria-label={
              source === null
                ? timelineText("timeline.whyOfUnknown", { id: sale.transactionId })
                : timelineText("timeline.whyOf", { id: sale.transactionId, source })
            }
            onClick={onExplain}
          >
            {timelineText("timeline.why")}
          </Button>
        )}
      </div>
    </Sheet>
  );
}
