import { ask, useFormError, useText } from "@rapport/app-shell";
import { getMatchRate, setMatchAlert, type MatchDay, type MatchRate } from "@rapport/contract/data-sources";
import { Button, Card, DataTable, Loaded, TextField, useForm, useFormats } from "@rapport/ui";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { onScreen, type RecordColumn } from "../../records/columns.tsx";
import { ExportButton } from "../../records/export-button.tsx";
import { GuardedDialog } from "../../records/guarded-dialog.tsx";
import { useSuiteFormats } from "../../suites/suite-time.ts";
import { placeOf } from "../ids/queries.ts";
import { useLasting } from "./lasting.ts";
import { linkingTexts } from "./texts.ts";
import type { SourcePlace } from "../source-place.ts";

function matchQuery(place: SourcePlace) {
  return queryOptions({ queryKey: ["match-rate", place], queryFn: () => ask(getMatchRate, { params: placeOf(place), query: { days: 30 } }) });
}

/** How many of a source's rows are linked, day by day, and when to be told of a low share (MR1, MR2). */
export function MatchCard({ place, name }: { place: SourcePlace; name: string }) {
  const text = useText(linkingTexts);
  const rate = useQuery(matchQuery(place));
  const columns = useColumns();
  const [changing, setChanging] = useState(false);
  return (
    <Card
      title={text("title")}
      actions={
        rate.data !== undefined && (
          <>
            {rate.data.days.length > 0 && (
              <ExportButton name={`${name} – ${text("title")}`} of={text("title")} columns={columns} whole={() => Promise.resolve(rate.data.days)} />
            )}
            <Button onClick={() => setChanging(true)}>{text("alert")}</Button>
          </>
        )
      }
    >
      <Loaded query={rate}>
        {({ days, alertBelow }) => (
          <div className="r-stack">
            <p className="r-small r-muted">
              {text("lead")} {alertBelow === null ? text("alertOff") : text("alertOn", { below: alertBelow })}
            </p>
            {days.length === 0 ? (
              <p className="r-muted">{text("none")}</p>
            ) : (
              <DataTable
                narrow="stack"
                caption={text("title")}
                rows={days}
                rowKey={({ day }) => day}
                columns={columns.filter(({ isExtra }) => isExtra !== true).map(onScreen)}
              />
            )}
            {changing && <ChangeAlert place={place} below={alertBelow} onClose={() => setChanging(false)} />}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function useColumns(): RecordColumn<MatchDay>[] {
  const text = useText(linkingTexts);
  const formats = useFormats();
  const days = useSuiteFormats("UTC");
  const lasting = useLasting();
  const count = (key: "rows" | "linked" | "waiting") => ({
    key,
    header: text(key),
    align: "end" as const,
    text: (day: MatchDay) => String(day[key]),
    cell: (day: MatchDay) => formats.number(day[key]),
  });
  const share = ({ rows, linked }: MatchDay) => formats.percent(rows === 0 ? 0 : linked / rows);
  return [
    {
      key: "day",
      header: text("day"),
      isRowHeader: true,
      text: ({ day }) => day,
      cell: ({ day }) => <span className="r-num hq-whole">{days.date(`${day}T12:00:00Z`)}</span>,
    },
    count("rows"),
    count("linked"),
    {
      key: "share",
      header: text("share"),
      text: share,
      cell: (day) => (
        <span className="hq-share">
          <span className="hq-share-bar" aria-hidden="true">
            <span style={{ inlineSize: `${(100 * day.linked) / Math.max(1, day.rows)}%` }} />
          </span>
          <span className="r-num">{share(day)}</span>
        </span>
      ),
    },
    count("waiting"),
    { key: "median", header: text("median"), text: ({ medianMs }) => (medianMs === null ? "" : lasting(medianMs)) },
    { key: "p90", header: text("p90"), text: ({ p90Ms }) => (p90Ms === null ? "" : lasting(p90Ms)) },
    { key: "medianMs", header: text("medianMs"), isExtra: true, text: ({ medianMs }) => (medianMs === null ? "" : String(medianMs)) },
    { key: "p90Ms", header: text("p90Ms"), isExtra: true, text: ({ p90Ms }) => (p90Ms === null ? "" : String(p90Ms)) },
  ];
}

/** Empty for never. */
const Alert = z.object({
  below: z
    .string()
    .trim()
    .regex(/^(?:|[1-9]\d?|100)$/),
});

function ChangeAlert({ place, below, onClose }: { place: SourcePlace; below: MatchRate["alertBelow"]; onClose: () => void }) {
  const text = useText(linkingTexts);
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: ({ below: given }: z.output<typeof Alert>) =>
      ask(setMatchAlert, { params: placeOf(place), body: { below: given === "" ? null : Number(given) } }),
    onSuccess(rate) {
      queryClient.setQueryData(matchQuery(place).queryKey, rate);
      onClose();
    },
  });
  const { refused, rest } = useFormError(change.error, { schema: Alert });
  const form = useForm({ schema: Alert, start: { below: below === null ? "" : String(below) }, busy: change.isPending, refused, onSubmit: change.mutate });
  return (
    <GuardedDialog
      title={text("alertTitle")}
      description={text("alertText")}
      form={form}
      error={rest}
      cancelLabel={text("cancel")}
      submitLabel={text("save")}
      onClose={onClose}
    >
      <TextField label={text("below")} hint={text("belowHint")} inputMode="numeric" {...form.field("below")} />
    </GuardedDialog>
  );
}
