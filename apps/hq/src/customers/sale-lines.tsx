import { useText } from "@rapport/app-shell";
import type { TimelineLine } from "@rapport/contract/timeline";
import { Button, ErrorState, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { saleLinesQuery } from "./history-queries.ts";
import { historyTexts } from "./history-texts.ts";
import type { OneCustomer } from "./queries.ts";

/** The first lines of a sale; a button shows the others. */
export function SaleLines({ params, first, count }: { params: OneCustomer & { sale: string }; first: readonly z.infer<typeof TimelineLine>[]; count: number }) {
  const text = useText(historyTexts);
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const all = useQuery({ ...saleLinesQuery(params), enabled: isOpen });
  const lines = (isOpen ? all.data?.lines : undefined) ?? first;
  const more = count - lines.length;
  return (
    <>
      <ul className="hq-sale-lines">
        {lines.map(({ product, quantity, amount }, at) => (
          // Two lines of a sale may be completely equal.
          <li key={`${at} ${product}`}>
            {product === "" ? text("beside") : text("line", { quantity: formats.number(quantity), product })}{" "}
            <span className="r-muted r-num">{formats.money(amount)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button variant="quiet" busy={isOpen && all.isFetching} onClick={() => setOpen(true)}>
          {text("moreLines", { count: more, shown: formats.number(more) })}
        </Button>
      )}
      {isOpen && all.isError && <ErrorState error={all.error} onRetry={() => void all.refetch()} />}
    </>
  );
}
