import { useText } from "@rapport/app-shell";
import type { AuditEntry } from "@rapport/contract/system";
import { Button, Card, Combobox, DataTable, DateRangePicker, EmptyState, Loaded, Select, useFormats } from "@rapport/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import { onScreen, type RecordColumn } from "../records/columns.tsx";
import { MoreFoot } from "../records/more-foot.tsx";
import { ExportButton } from "../records/export-button.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { SettledSearch } from "../shell/settled-search.tsx";
import "../records/records.css";
import "./audit.css";
import type { AuditSearch } from "./audit-search.ts";
import { EntryDetails } from "./entry-details.tsx";
import { useFileColumns, wholeLog } from "./entry-file.ts";
import { useEntryWords } from "./entry-words.ts";
import { useKinds } from "./kinds.ts";
import { auditQuery } from "./queries.ts";
import { auditTexts } from "./texts.ts";

/** A choice of the list has a value, also when it narrows nothing. */
const ANYTHING = "anything";

export function AuditPage() {
  const text = useText(auditTexts);
  const formats = useFormats();
  const search = useSearch({ from: "/signed-in/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const change = (changed: Partial<AuditSearch>) => void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  const pages = useInfiniteQuery(auditQuery(search));
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const columns = useColumns();
  const fileColumns = useFileColumns();
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")}>
        <ExportButton name={text("title")} columns={fileColumns} whole={() => wholeLog(search)} />
      </PageHead>
      <Filters search={search} onChange={change} />
      <Card>
        <Loaded
          query={pages}
          isEmpty={({ pages: [first] }) => first?.entries.length === 0}
          empty={<EmptyState icon="search" title={text("nothing")} text={text("nothingText")} />}
        >
          {({ pages: read }) => {
            const entries = read.flatMap((page) => page.entries);
            return (
              <>
                <DataTable
                  narrow="stack"
                  caption={text("title")}
                  rows={entries}
                  rowKey={({ id }) => String(id)}
                  columns={[
                    ...columns.map(onScreen),
                    {
                      key: "details",
                      header: text("details"),
                      cell: (entry) => <DetailsButton entry={entry} onOpen={() => setOpen(entry)} />,
                    },
                  ]}
                />
                <MoreFoot shown={text("shown", { count: entries.length, formatted: formats.number(entries.length) })} more={text("earlier")} pages={pages} />
              </>
            );
          }}
        </Loaded>
      </Card>
      {open !== null && <EntryDetails entry={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Filters({ search, onChange }: { search: AuditSearch; onChange: (changed: Partial<AuditSearch>) => void }) {
  const text = useText(auditTexts);
  const { who, customer, action, legalEntity, from, to } = search;
  const entities = useQuery(entitiesQueryFor("audit.read")).data ?? [];
  const kinds = useKinds();
  const isNarrowed = [who, customer, action, legalEntity, from].some((part) => part !== undefined);
  return (
    <div className="hq-list-tools hq-audit-filters">
      <SettledSearch
        label={`${text("who")}: ${text("whoHint")}`}
        value={who ?? ""}
        most={254}
        onValue={(value) => onChange({ who: value.trim() || undefined })}
      />
      <SettledSearch
        label={`${text("customer")}: ${text("customerHint")}`}
        value={customer ?? ""}
        most={100}
        onValue={(value) => onChange({ customer: value.trim() || undefined })}
      />
      <Combobox
        label={text("what")}
        hideLabel
        value={action ?? ANYTHING}
        onValue={(chosen) => onChange({ action: chosen === ANYTHING ? undefined : chosen })}
        options={[{ value: ANYTHING, label: text("anything") }, ...kinds]}
      />
      {entities.length > 0 && (
        <Select
          label={text("entity")}
          hideLabel
          value={legalEntity ?? ""}
          onChange={({ target }) => onChange({ legalEntity: target.value === "" ? undefined : target.value })}
          options={[{ value: "", label: text("anyEntity") }, ...entities.map(({ code, name }) => ({ value: code, label: name }))]}
        />
      )}
      <DateRangePicker
        label={text("days")}
        value={from === undefined || to === undefined ? null : { from, to }}
        onValue={(days) => onChange({ from: days?.from, to: days?.to })}
      />
      {isNarrowed && (
        <Button
          variant="quiet"
          onClick={() => onChange({ who: undefined, customer: undefined, action: undefined, legalEntity: undefined, from: undefined, to: undefined })}
        >
          {text("clear")}
        </Button>
      )}
    </div>
  );
}

function DetailsButton({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) {
  const text = useText(auditTexts);
  const formats = useFormats();
  const words = useEntryWords();
  return (
    <Button variant="quiet" aria-label={text("detailsOf", { what: words.action(entry), when: formats.dateTime(entry.at) })} onClick={onOpen}>
      {text("details")}
    </Button>
  );
}

function useColumns(): RecordColumn<AuditEntry>[] {
  const text = useText(auditTexts);
  const formats = useFormats();
  const words = useEntryWords();
  return [
    {
      key: "at",
      header: text("when"),
      isRowHeader: true,
      text: ({ at }) => at,
      cell: ({ at }) => <span className="r-num hq-audit-when">{formats.dateTime(at)}</span>,
    },
    {
      key: "who",
      header: text("who"),
      text: words.who,
      cell: (entry) => (
        <>
          {words.who(entry)}
          <span className="hq-audit-side">{[words.side(entry), entry.address].filter((part) => part !== null && part !== "").join(" · ")}</span>
        </>
      ),
    },
    { key: "what", header: text("what"), text: words.action },
    { key: "named", header: text("named"), text: (entry) => words.about(entry, entry.subjects.length), cell: (entry) => words.about(entry) },
    { key: "entity", header: text("entity"), text: ({ legalEntity }) => legalEntity ?? "" },
  ];
}
