import type { Quarantine, ReportSuite } from "@rapport/contract/report-suites";
import { Card, DataTable, EmptyState, Loaded, useFormats, useUi } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { SuitePicker, WithSuite } from "../data-sources/suite-picker.tsx";
import { quarantineQuery } from "../queries.ts";
import { useSuiteFormats } from "../suite-time.ts";
import { detailText } from "./detail-text.ts";

export function QuarantinePage() {
  const { t } = useTranslation();
  const { suite: rsid } = useSearch({ from: "/signed-in/quarantine" });
  const navigate = useNavigate();
  return (
    <WithSuite rsid={rsid}>
      {(suite, suites) => (
        <>
          <header className="hq-head">
            <div>
              <h1>{t("quarantine.title")}</h1>
              <p className="r-muted">{t("quarantine.lead")}</p>
            </div>
            <SuitePicker suite={suite} suites={suites} onPick={(picked) => void navigate({ to: "/quarantine", search: { suite: picked } })} />
          </header>
          <Kept suite={suite} />
        </>
      )}
    </WithSuite>
  );
}

function Kept({ suite }: { suite: ReportSuite }) {
  const { t } = useTranslation();
  const quarantine = useQuery(quarantineQuery(suite.rsid));
  return (
    <Loaded
      query={quarantine}
      isEmpty={({ counts }) => counts.length === 0}
      empty={
        <Card>
          <EmptyState icon="check" title={t("quarantine.empty")} text={t("quarantine.emptyText")} />
        </Card>
      }
    >
      {({ counts, newest }) => (
        <>
          <Counts counts={counts} />
          <Newest newest={newest} timeZone={suite.timeZone} />
        </>
      )}
    </Loaded>
  );
}

function Counts({ counts }: { counts: Quarantine["counts"] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const all = counts.reduce((sum, { hits }) => sum + hits, 0);
  return (
    <Card title={t("quarantine.counts", { count: all, formatted: formats.number(all) })}>
      <DataTable
        caption={t("quarantine.byReason")}
        rows={counts}
        rowKey={({ reason }) => reason}
        columns={[
          {
            key: "reason",
            header: t("quarantine.reason"),
            isRowHeader: true,
            cell: ({ reason }) => t(`quarantine.reasons.${reason}`),
            footer: t("quarantine.total"),
          },
          { key: "hits", header: t("quarantine.hits"), align: "end", cell: ({ hits }) => formats.number(hits), footer: formats.number(all) },
          { key: "code", header: t("quarantine.code"), cell: ({ reason }) => <code className="r-code hq-whole">{reason}</code> },
        ]}
      />
    </Card>
  );
}

/** What was sent may be a person's: it is opened one by one, on purpose. */
function Newest({ newest, timeZone }: { newest: Quarantine["newest"]; timeZone: string }) {
  const { t } = useTranslation();
  const formats = useSuiteFormats(timeZone);
  return (
    <Card title={t("quarantine.newest")}>
      <DataTable
        caption={t("quarantine.newest")}
        rows={newest.map((hit, index) => ({ ...hit, index }))}
        rowKey={({ index }) => String(index)}
        columns={[
          {
            key: "received",
            header: t("quarantine.received", { zone: timeZone }),
            isRowHeader: true,
            cell: ({ receivedAt }) => <span className="r-num hq-whole">{formats.dateTime(receivedAt)}</span>,
          },
          { key: "door", header: t("quarantine.door"), cell: ({ door }) => door },
          {
            key: "why",
            header: t("quarantine.reason"),
            cell: ({ reason, detail, payload }) => (
              <>
                {t(`quarantine.reasons.${reason}`)}
                <Detail detail={detail} />
                <details className="hq-sent">
                  <summary>{t("quarantine.sent")}</summary>
                  <pre>{payload}</pre>
                </details>
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}

function Detail({ detail }: { detail: string }) {
  const said = detailText(detail, useUi().language);
  return (
    <span className="hq-reason r-muted" lang={said.language}>
      {said.text}
    </span>
  );
}
