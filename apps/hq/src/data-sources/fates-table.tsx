import { useText } from "@rapport/app-shell";
import type { Receipt } from "@rapport/contract/data-sources";
import { DataTable, useFormats } from "@rapport/ui";
import type { ReactNode } from "react";
import { fateShares, type Fate } from "./fates.ts";
import { receiptTexts } from "./receipt-texts.ts";

const REASONS = ["unknown", "expired", "seen_while_storage_off", "unknown_visitor", "beyond_order", "before_order"] as const;

/** The rows of a receipt by what became of them, and what that means. `linkOf`: where such rows are seen. */
export function FatesTable({ of, linkOf }: { of: Pick<Receipt, Fate | "rowsRead" | "unlinkedReasons">; linkOf?: (fate: Fate, name: string) => ReactNode }) {
  const text = useText(receiptTexts);
  const formats = useFormats();
  return (
    <DataTable
      narrow="stack"
      caption={text("fates")}
      rows={fateShares(of)}
      rowKey={({ fate }) => fate}
      columns={[
        {
          key: "fate",
          header: text("fate"),
          isRowHeader: true,
          cell: ({ fate }) => (
            <span className="hq-fate-name">
              <span className="hq-dot" data-fate={fate} aria-hidden="true" />
              {linkOf === undefined ? text(`${fate}`) : linkOf(fate, text(`${fate}`))}
            </span>
          ),
          footer: text("total"),
        },
        { key: "rows", header: text("rows"), align: "end", cell: ({ rows }) => formats.number(rows), footer: formats.number(of.rowsRead) },
        { key: "share", header: text("share"), align: "end", cell: ({ share }) => formats.percent(share), footer: formats.percent(1) },
        {
          key: "meaning",
          header: text("meaning"),
          cell: ({ fate }) => (
            <span className="r-muted">
              {text(`meanings.${fate}`)}
              {fate === "unlinked" &&
                reasons(of).map(({ reason, rows }) => (
                  <span key={reason} className="hq-reason">
                    {text(`reasons.${reason}`)}: {formats.number(rows)}
                  </span>
                ))}
            </span>
          ),
        },
      ]}
    />
  );
}

function reasons({ unlinkedReasons }: Pick<Receipt, "unlinkedReasons">): { reason: (typeof REASONS)[number]; rows: number }[] {
  return REASONS.flatMap((reason) => {
    const rows = unlinkedReasons[reason] ?? 0;
    return rows === 0 ? [] : [{ reason, rows }];
  });
}
