import { describeRowFault, useText } from "@rapport/app-shell";
import type { UploadRow } from "@rapport/contract/data-sources";
import { Banner, DataTable, Sheet, useUi } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useSuite, useSuiteFormats } from "../suites/suite-time.ts";
import { TakeBackRow } from "./linking/take-back-row.tsx";
import { faultsOf, type RowWords, useRowWords } from "./row-words.ts";
import { transactionQuery } from "./rows-queries.ts";
import { rowsTexts } from "./rows-texts.ts";

/** One row: what is wrong with it, or what it counts, says and took, with when each frozen value was set. */
export function RowDetails({ row, rsid, jobId, onClose }: { row: UploadRow; rsid: string; jobId: number; onClose: () => void }) {
  const text = useText(rowsTexts);
  const words = useRowWords(rsid);
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={text("rowTitle", { line: row.line })}>
      <div className="hq-row-details">
        <p className="hq-fate-name">
          <FateDot fate={row.fate} />
          {words.fate(row.fate)}
        </p>
        {row.fate === "rejected" ? <Rejected row={row} why={words.why(row)} /> : <Kept row={row} rsid={rsid} />}
        {row.fate !== "rejected" && <TakeBackRow jobId={jobId} line={row.line} onTaken={onClose} />}
      </div>
    </Sheet>
  );
}

export function FateDot({ fate }: { fate: UploadRow["fate"] }) {
  return <span className="hq-dot" data-row-fate={fate} aria-hidden="true" />;
}

function Rejected({ row: { fault, text: sent }, why }: { row: UploadRow; why: string }) {
  const text = useText(rowsTexts);
  const { language } = useUi();
  return (
    <>
      {fault === null ? (
        <p>{why}</p>
      ) : (
        <ul className="hq-row-faults">
          {faultsOf(fault).map((one) => (
            <li key={`${one.column} ${one.code}`}>
              {describeRowFault(one, language)}
              <p className="r-small r-muted">
                {one.column !== null && `${text("column")}: ${one.column} · `}
                {text("code")}: <code className="r-code">{one.code}</code>
              </p>
            </li>
          ))}
        </ul>
      )}
      <h3>{text("sent")}</h3>
      <pre className="hq-row-sent">{sent}</pre>
    </>
  );
}

function Kept({ row, rsid }: { row: UploadRow; rsid: string }) {
  const text = useText(rowsTexts);
  const words = useRowWords(rsid);
  const zone = useSuite(rsid)?.timeZone ?? "UTC";
  const formats = useSuiteFormats(zone);
  const isLinked = row.fate === "transaction" && row.transactionId !== null;
  // When each value was set is a detail of the order; the row's own answer has everything else.
  const order = useQuery({ ...transactionQuery(rsid, row.transactionId ?? ""), enabled: isLinked, retry: false }).data;
  const setAt = (variable: string) => order?.setAt?.[variable];
  const own = Object.entries(row.said);
  const took = Object.entries(row.took).toSorted(([one], [other]) => words.variable(one).localeCompare(words.variable(other), formats.locale));
  const why = words.why(row);
  return (
    <>
      {why !== "" && <p>{why}</p>}
      {row.waitsForRate && <Banner tone="warn">{text("waitsForRate")}</Banner>}
      <Facts row={row} at={row.at === null ? null : `${formats.dateTime(row.at)} (${zone})`} />
      <Amounts row={row} words={words} />
      <Products row={row} words={words} />
      <h3>{text("said")}</h3>
      {own.length === 0 ? (
        <p className="r-muted">{text("saidNothing")}</p>
      ) : (
        <DataTable
          caption={text("said")}
          rows={own}
          rowKey={([variable]) => variable}
          columns={[
            { key: "variable", header: text("variable"), isRowHeader: true, cell: ([variable]) => words.variable(variable) },
            { key: "value", header: text("value"), cell: ([, value]) => value },
          ]}
        />
      )}
      <h3>{text("took")}</h3>
      {took.length === 0 ? (
        <p className="r-muted">{text("tookNothing")}</p>
      ) : (
        <DataTable
          caption={text("took")}
          rows={took}
          rowKey={([variable]) => variable}
          columns={[
            { key: "variable", header: text("variable"), isRowHeader: true, cell: ([variable]) => words.variable(variable) },
            { key: "value", header: text("value"), cell: ([, value]) => (typeof value === "string" ? value : formats.list(value)) },
            ...(order === undefined
              ? []
              : [{ key: "setAt", header: text("setAt"), cell: ([variable]: (typeof took)[number]) => whenSet(setAt(variable), formats.dateTime) }]),
          ]}
        />
      )}
      {order?.recordedAt != null && order.expiresAt !== null && (
        <p className="r-small r-muted">
          {text("order", { id: row.transactionId ?? "", when: formats.dateTime(order.recordedAt), until: formats.longDate(order.expiresAt) })}
        </p>
      )}
    </>
  );
}

function whenSet(at: string | undefined, dateTime: (at: string) => string): string {
  return at === undefined ? "–" : dateTime(at);
}

function Facts({ row, at }: { row: UploadRow; at: string | null }) {
  const text = useText(rowsTexts);
  const facts = [
    ["day", at],
    ["id", row.transactionId],
    ["customer", row.visitorId],
  ] as const;
  return (
    <dl className="hq-settings">
      {facts.map(
        ([key, value]) =>
          value !== null && (
            <div key={key}>
              <dt>{text(key)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Amounts({ row, words }: { row: UploadRow; words: RowWords }) {
  const text = useText(rowsTexts);
  const amounts = [
    [text("orders"), row.orders, words.number],
    [text("units"), row.units, words.number],
    [text("revenue"), row.revenue, words.money],
    ...Object.entries(row.metrics).map(([metric, amount]) => [words.variable(metric), amount, words.number] as const),
  ] as const;
  return (
    <DataTable
      caption={text("counted")}
      rows={amounts.filter(([, amount]) => Number(amount) !== 0)}
      rowKey={([name]) => name}
      columns={[
        { key: "metric", header: text("counted"), isRowHeader: true, cell: ([name]) => name },
        { key: "amount", header: text("amount"), align: "end", cell: ([, amount, shown]) => shown(amount) },
      ]}
    />
  );
}

function Products({ row: { products }, words }: { row: UploadRow; words: RowWords }) {
  const text = useText(rowsTexts);
  if (products.length === 0) return null;
  return (
    <DataTable
      caption={text("product")}
      rows={products.map((product, at) => ({ ...product, at }))}
      rowKey={({ at }) => String(at)}
      columns={[
        { key: "name", header: text("product"), isRowHeader: true, cell: ({ name, category }) => name || category },
        { key: "category", header: text("category"), cell: ({ category }) => category || "–" },
        { key: "units", header: text("units"), align: "end", cell: ({ units }) => words.number(units) },
        { key: "revenue", header: text("revenue"), align: "end", cell: ({ revenue }) => words.money(revenue) },
      ]}
    />
  );
}
