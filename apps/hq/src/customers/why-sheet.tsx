import { useText, useVariableName } from "@rapport/app-shell";
import type { SaleExplanation } from "@rapport/contract/timeline";
import { DataTable, Loaded, Sheet, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { whyQuery } from "./history-queries.ts";
import { historyTexts } from "./history-texts.ts";
import type { OneCustomer } from "./queries.ts";

/** Why a sale has its channel and campaign: every value frozen with the order, and the rows that joined it. */
export function WhySheet({ params, onClose }: { params: OneCustomer & { transactionId: string }; onClose: () => void }) {
  const text = useText(historyTexts);
  const why = useQuery(whyQuery(params));
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={text("whyTitle", { id: params.transactionId })}>
      <Loaded query={why}>{(sale) => <Explanation sale={sale} />}</Loaded>
    </Sheet>
  );
}

function Explanation({ sale: { recordedAt, expiresAt, frozen, rows, moreRows } }: { sale: SaleExplanation }) {
  const text = useText(historyTexts);
  const formats = useFormats();
  const nameOf = useVariableName();
  return (
    <div className="hq-why">
      <p>{text("fixedAt", { when: formats.dateTime(recordedAt) })}</p>
      {frozen.length === 0 ? (
        <p className="r-muted">{text("nothingFrozen")}</p>
      ) : (
        <DataTable
          caption={text("frozen")}
          hideCaption={false}
          rows={frozen}
          rowKey={({ variable }) => variable}
          columns={[
            { key: "variable", header: text("variable"), isRowHeader: true, cell: nameOf },
            { key: "values", header: text("values"), cell: ({ values }) => formats.list(values) },
            { key: "setAt", header: text("setAt"), cell: ({ setAt }) => (setAt === null ? "–" : formats.dateTime(setAt)) },
          ]}
        />
      )}
      {rows.length === 0 ? (
        <p className="r-muted">{text("noRows")}</p>
      ) : (
        <DataTable
          caption={text("rows")}
          hideCaption={false}
          rows={rows.map((row, at) => ({ ...row, at: row.at, key: String(at) }))}
          rowKey={({ key }) => key}
          columns={[
            { key: "at", header: text("when"), isRowHeader: true, cell: ({ at }) => formats.date(at) },
            { key: "product", header: text("detail"), cell: ({ product, isOnline }) => `${product ?? "–"}${isOnline ? ` (${text("refundedOnline")})` : ""}` },
            { key: "quantity", header: text("quantity"), align: "end", cell: ({ quantity }) => formats.number(quantity) },
            { key: "amount", header: text("amount"), align: "end", cell: ({ amount }) => formats.money(amount) },
          ]}
        />
      )}
      {moreRows > 0 && <p className="r-muted">{text("moreRows", { count: moreRows, shown: formats.number(moreRows) })}</p>}
      <p className="r-small r-muted">{text("until", { when: formats.longDate(expiresAt) })}</p>
    </div>
  );
}
