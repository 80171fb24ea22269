import type { PurchaseLine } from "@rapport/contract/timeline";
import { Button, Icon, type IconName, Tag, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { timelineTexts } from "../timeline/texts.ts";
import { type FoundSale, isNothing } from "./purchases-query.ts";
import { purchaseTexts } from "./texts.ts";

const ICONS = { onlineOrder: "bag", storePurchase: "store", return: "return" } as const satisfies Record<FoundSale["kind"], IconName>;

/** A sale or a return with those of its lines that were found. */
export function SaleGroup({ sale, onOpen }: { sale: FoundSale; onOpen: () => void }) {
  const text = useText(purchaseTexts);
  const timelineText = useText(timelineTexts);
  const formats = useFormats();
  const what = text(sale.kind);
  const called = text("saleOn", { sale: what, date: formats.date(sale.at) });
  const facts = [
    sale.store,
    sale.receipt === null ? null : `${timelineText("timeline.receipt")} ${sale.receipt}`,
    sale.transactionId === null ? null : `${timelineText(sale.kind === "return" ? "timeline.ofOrder" : "timeline.order")} ${sale.transactionId}`,
  ].filter((fact) => fact !== null);
  return (
    <li className="sale-group" data-kind={sale.kind}>
      <div className="sale-group-head">
        <Icon name={ICONS[sale.kind]} size={18} />
        <div className="sale-group-what">
          <h3>
            {what}{" "}
            <time dateTime={sale.at} className="r-muted">
              {formats.date(sale.at)}
            </time>
          </h3>
          {facts.length > 0 && <p className="r-small r-muted">{facts.join(" · ")}</p>}
        </div>
        <Button variant="quiet" aria-label={text("openSale", { sale: called })} onClick={onOpen}>
          {text("open")}
        </Button>
      </div>
      <ul className="sale-lines">
        {sale.lines.map((line, at) => (
          // Two lines of a sale may be completely equal.
          // oxlint-disable-next-line react/no-array-index-key
          <Line key={`${at}:${line.product ?? ""}`} line={line} />
        ))}
      </ul>
      {sale.waitsForRate && <p className="r-small r-muted">{timelineText("timeline.waitsForRate")}</p>}
    </li>
  );
}

function Line({ line: { product, size, quantity, amount, cameBack } }: { line: PurchaseLine }) {
  const text = useText(purchaseTexts);
  const formats = useFormats();
  return (
    <li>
      <span className="sale-quantity">{quantity === 0 ? "" : `${formats.number(Math.abs(quantity))} ×`}</span>
      <span className="sale-product">
        {product ?? text(isNothing(amount) ? "unnamed" : "beside")}
        {size !== null && <Tag>{text("size", { size })}</Tag>}
        {cameBack > 0 && (
          <Tag tone="warn" icon="return">
            {text("backSome", { shown: formats.number(cameBack) })}
          </Tag>
        )}
      </span>
      <span className="sale-amount">{formats.money(amount)}</span>
    </li>
  );
}
