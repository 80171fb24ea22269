import { describeHitFault, useText } from "@rapport/app-shell";
import type { Language } from "@rapport/contract";
import type { Quarantine, ReportSuite } from "@rapport/contract/report-suites";
import { Card, DataTable, EmptyState, Loaded, useFormats, useUi } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ExportButton } from "../records/export-button.tsx";
import { SuitePage } from "../suites/suite-page.tsx";
import "./quarantine.css";
import { quarantineQuery } from "./queries.ts";
import { CameLate } from "./came-late.tsx";
import { NewestTable } from "./newest-table.tsx";
import { Unread } from "./unread.tsx";
import { keyOf } from "./waiting-amount.ts";
import { WaitingAmounts } from "./waiting-amounts.tsx";
import { quarantineTexts } from "./texts.ts";

export function QuarantinePage() {
  const text = useText(quarantineTexts);
  return (
    <SuitePage title={text("title")} lead={text("lead")}>
      {(suite) => <Kept suite={suite} />}
    </SuitePage>
  );
}

function Kept({ suite }: { suite: ReportSuite }) {
  const text = useText(quarantineTexts);
  const [converting, setConverting] = useState<ReadonlySet<string>>(new Set());
  const quarantine = useQuery({
    ...quarantineQuery(suite.rsid),
    // Amounts whose rate was given are in reports a moment later.
    refetchInterval: ({ state }) => (state.data?.waitingAmounts.some((amount) => converting.has(keyOf(amount))) === true ? CONVERTING_MS : false),
  });
  return (
    <Loaded
      query={quarantine}
      isEmpty={({ counts, unread, waitingAmounts, cameLate }) =>
        counts.length === 0 && unread.counts.length === 0 && waitingAmounts.length === 0 && cameLate.counts.length === 0
      }
      empty={
        <Card>
          <EmptyState icon="check" title={text("empty")} text={text("emptyText")} />
        </Card>
      }
    >
      {({ counts, newest, unread, waitingAmounts, cameLate }) => (
        <>
          {waitingAmounts.length > 0 && (
            <WaitingAmounts
              rsid={suite.rsid}
              amounts={waitingAmounts}
              converting={converting}
              onGiven={(amount) => setConverting(new Set([...converting, keyOf(amount)]))}
            />
          )}
          {counts.length > 0 && <Counts counts={counts} />}
          {counts.length > 0 && <Newest newest={newest} timeZone={suite.timeZone} />}
          {unread.counts.length > 0 && <Unread unread={unread} timeZone={suite.timeZone} />}
          {cameLate.counts.length > 0 && <CameLate cameLate={cameLate} suite={suite} />}
        </>
      )}
    </Loaded>
  );
}

const CONVERTING_MS = 1_000;

function Counts({ counts }: { counts: Quarantine["counts"] }) {
  const text = useText(quarantineTexts);
  const formats = useFormats();
  const all = counts.reduce((sum, { hits }) => sum + hits, 0);
  const name = text("byReason");
  return (
    <Card
      title={text("counts", { count: all, formatted: formats.number(all) })}
      actions={
        <ExportButton
          name={name}
          of={name}
          columns={[
            { header: text("reason"), text: ({ reason }) => text(`reasons.${reason}`) },
            { header: text("code"), text: ({ reason }) => reason },
            { header: text("hits"), text: ({ hits }) => hits },
          ]}
          whole={async () => counts}
        />
      }
    >
      <p className="r-muted">{text("countsLead")}</p>
      <DataTable
        narrow="stack"
        caption={name}
        rows={counts}
        rowKey={({ reason }) => reason}
        columns={[
          {
            key: "reason",
            header: text("reason"),
            isRowHeader: true,
            cell: ({ reason }) => text(`reasons.${reason}`),
            footer: text("total"),
          },
          { key: "hits", header: text("hits"), align: "end", cell: ({ hits }) => formats.number(hits), footer: formats.number(all) },
          { key: "code", header: text("code"), cell: ({ reason }) => <code className="r-code hq-whole">{reason}</code> },
        ]}
      />
    </Card>
  );
}

/** The payload may hold a person's data, so it shows only when somebody opens it, and is in no file. */
function Newest({ newest, timeZone }: { newest: Quarantine["newest"]; timeZone: string }) {
  const text = useText(quarantineTexts);
  const { language } = useUi();
  return (
    <NewestTable
      title={text("newest")}
      rows={newest}
      timeZone={timeZone}
      file={[
        { header: text("door"), text: ({ door }) => door },
        { header: text("reason"), text: ({ reason }) => text(`reasons.${reason}`) },
        { header: text("code"), text: ({ reason }) => reason },
        { header: text("detail"), text: ({ why, detail }) => wordsOfWhy({ why, detail }, language) },
        { header: text("detailCode"), text: ({ why }) => why?.code ?? "" },
      ]}
      columns={[
        { key: "door", header: text("door"), cell: ({ door }) => door },
        {
          key: "why",
          header: text("reason"),
          cell: ({ reason, why, detail, payload }) => (
            <>
              {text(`reasons.${reason}`)}
              <Why why={why} detail={detail} />
              <details className="hq-sent">
                <summary>{text("sent")}</summary>
                <pre>{payload}</pre>
              </details>
            </>
          ),
        },
      ]}
    />
  );
}

type Why = Pick<Quarantine["newest"][number], "why" | "detail">;

function Why(said: Why) {
  const { language } = useUi();
  return (
    <span className="hq-reason r-muted" lang={said.why === null ? "en" : language}>
      {wordsOfWhy(said, language)}
    </span>
  );
}

/** A hit of an early version has only an English sentence. */
function wordsOfWhy({ why, detail }: Why, language: Language): string {
  return why === null ? detail : describeHitFault(why, language);
}
