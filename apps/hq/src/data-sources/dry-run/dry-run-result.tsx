import { describeFileFailure, useText } from "@rapport/app-shell";
import type { DryRun } from "@rapport/contract/data-sources";
import { Banner, Button, Card, useFormats, useUi } from "@rapport/ui";
import { FatesTable } from "../fates-table.tsx";
import { OddRows } from "../odd-rows.tsx";
import { RejectedTable } from "../rejected-table.tsx";
import { dryRunTexts } from "./texts.ts";

/** The receipt that a file would have. */
export function DryRunResult({
  tried,
  rsid,
  dataSourceId,
  onLoad,
  onClose,
}: {
  tried: DryRun;
  rsid: string;
  dataSourceId: string;
  onLoad: () => void;
  onClose: () => void;
}) {
  const text = useText(dryRunTexts);
  const wouldLoad = tried.status === "success" && tried.duplicateOf === undefined && tried.rejected < tried.rowsRead;
  return (
    <Card
      title={text("title", { name: tried.filename })}
      actions={
        <div className="hq-side-by-side">
          <Button onClick={onClose}>{text("close")}</Button>
          {wouldLoad && (
            <Button variant="primary" onClick={onLoad}>
              {text("load")}
            </Button>
          )}
        </div>
      }
    >
      <News tried={tried} />
      <OddRows receipt={tried} rsid={rsid} dataSourceId={dataSourceId} />
      {tried.rowsRead > 0 && tried.status === "success" && <FatesTable of={tried} />}
      {tried.rejectedRows.length > 0 && <RejectedTable of={tried} />}
    </Card>
  );
}

function News({ tried }: { tried: DryRun }) {
  const text = useText(dryRunTexts);
  const { language } = useUi();
  const formats = useFormats();
  if (tried.status === "failure")
    return (
      <Banner tone="bad" title={text("failed")}>
        {tried.error !== undefined && describeFileFailure(tried.error, language)} <code className="r-code">{tried.error?.code}</code>
      </Banner>
    );
  if (tried.duplicateOf !== undefined)
    return (
      <Banner tone="warn" title={text("duplicate")}>
        {text(tried.sameRows === true ? "sameRowsText" : "duplicateText", { id: tried.duplicateOf })}
      </Banner>
    );
  const loaded = tried.rowsRead - tried.rejected;
  const counts = { formatted: formats.number(loaded), all: formats.number(tried.rowsRead) };
  return (
    <Banner tone={tried.rejected > 0 ? "warn" : "good"} title={text(tried.rejected === 0 ? "good" : loaded === 0 ? "none" : "part", counts)}>
      {text("nothing")}
    </Banner>
  );
}
