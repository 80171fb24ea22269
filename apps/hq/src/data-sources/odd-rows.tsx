import { useText } from "@rapport/app-shell";
import type { Receipt } from "@rapport/contract/data-sources";
import { Banner, useFormats } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { receiptTexts } from "./receipt-texts.ts";

interface Of {
  receipt: Pick<Receipt, "repeatedRows" | "beforeOrder" | "beforeSuite" | "comments" | "placeholderIds">;
  rsid: string;
  dataSourceId: string;
}

/** What is odd about the rows of a file, with the first lines for each. */
export function OddRows(of: Of) {
  return (
    <>
      <Repeated {...of} />
      <OddDays receipt={of.receipt} />
      <Commented {...of} />
      <Placeholders receipt={of.receipt} />
    </>
  );
}

/** Rows that count although their day cannot be right (U7). */
function OddDays({ receipt }: Pick<Of, "receipt">) {
  const text = useText(receiptTexts);
  const formats = useFormats();
  return (["beforeOrder", "beforeSuite"] as const).map((kind) => {
    const odd = receipt[kind];
    if (odd === undefined) return null;
    const { rows, lines } = odd;
    return (
      <Banner key={kind} tone="warn" title={text(kind, { count: rows, formatted: formats.number(rows) })}>
        {text(`${kind}Text`)} <Lines rows={rows} lines={lines} />
      </Banner>
    );
  });
}

/** Rows that an earlier file of the source has too (U7). */
function Repeated({ receipt: { repeatedRows }, rsid, dataSourceId }: Of) {
  const text = useText(receiptTexts);
  const formats = useFormats();
  if (repeatedRows === undefined) return null;
  const { rows, lines, uploads, counted } = repeatedRows;
  return (
    <Banner tone="warn" title={text("repeated", { count: rows, formatted: formats.number(rows) })}>
      {text(counted ? "repeatedCounted" : "repeatedRejected")} <Lines rows={rows} lines={lines} />{" "}
      {uploads.map((upload) => (
        <Link key={upload} className="hq-apart" to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ rsid, dataSourceId, jobId: String(upload) }}>
          {text("upload", { id: upload })}
        </Link>
      ))}{" "}
      {!counted && (
        <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId }} search={{ again: true }}>
          {text("toUpload")}
        </Link>
      )}
    </Banner>
  );
}

/** The first lines that a notice is about. */
function Lines({ rows, lines }: { rows: number; lines: readonly number[] }) {
  const text = useText(receiptTexts);
  const formats = useFormats();
  return text(lines.length < rows ? "oddFirstLines" : "oddLines", { count: lines.length, lines: formats.list(lines.map(String)) });
}

/** Lines that begin with `#` and look like rows (D8). */
function Commented({ receipt: { comments }, rsid, dataSourceId }: Of) {
  const text = useText(receiptTexts);
  const formats = useFormats();
  if (comments === undefined || comments.likeRows === 0) return null;
  return (
    <Banner tone="warn" title={text("commented", { count: comments.likeRows, formatted: formats.number(comments.likeRows) })}>
      {text("commentedText")} <Lines rows={comments.likeRows} lines={comments.examples.map(({ line }) => line)} />{" "}
      <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId }}>
        {text("toSource")}
      </Link>
    </Banner>
  );
}

/** Rows whose customer is a placeholder such as `null` or `0` (ID3). */
function Placeholders({ receipt: { placeholderIds } }: Pick<Of, "receipt">) {
  const text = useText(receiptTexts);
  const formats = useFormats();
  if (placeholderIds === undefined) return null;
  return (
    <Banner tone="warn" title={text("placeholders", { count: placeholderIds, formatted: formats.number(placeholderIds) })}>
      {text("placeholdersText")}
    </Banner>
  );
}
