import { ask, useFormError, useText } from "@rapport/app-shell";
import { Currency, Rsid, TimeZone } from "@rapport/contract";
import { createReportSuite, SuiteSettings } from "@rapport/contract/report-suites";
import { Button, Card, ErrorText, Form, Switch, TextField, useForm, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { z } from "zod";
import "../records/records.css";
import { UnsavedGuard } from "../records/unsaved-guard.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { suitesQuery } from "./queries.ts";
import { reportSuitesTexts } from "./report-suites-texts.ts";
import { CurrencyField, ZoneField } from "./zone-and-currency-fields.tsx";

const NewSuite = z.strictObject({ name: SuiteSettings.shape.name, rsid: Rsid, timeZone: TimeZone, currency: Currency, transactionIdStorage: z.boolean() });

/** Where the person is. */
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a report suite has to have at first; everything else begins as it mostly is, and stands on its settings page. */
export function NewSuitePage() {
  const text = useText(reportSuitesTexts);
  const toast = useToast();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const isLeaving = useRef(false);
  const create = useMutation({
    mutationFn: (body: z.output<typeof NewSuite>) => ask(createReportSuite, { body }),
    async onSuccess({ rsid }) {
      isLeaving.current = true;
      await queryClient.invalidateQueries({ queryKey: suitesQuery.queryKey });
      toast.say(text("made"));
      await navigate({ to: "/suite-settings", search: (before) => ({ ...before, suite: rsid }) });
    },
  });
  const { refused, rest } = useFormError(create.error, { schema: NewSuite });
  const form = useForm({
    schema: NewSuite,
    start: { name: "", rsid: "", timeZone: ZONE, currency: "EUR", transactionIdStorage: false },
    busy: create.isPending,
    refused,
    onSubmit: create.mutate,
  });
  return (
    <>
      <PageHead title={text("new")} trail={[{ key: "suites", link: <Link to="/report-suites">{text("title")}</Link> }]} />
      <Card className="hq-record">
        <UnsavedGuard isUnsaved={() => form.isChanged && !isLeaving.current} />
        <Form form={form}>
          <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
          <TextField label={text("rsid")} hint={text("rsidHint")} autoComplete="off" spellCheck={false} {...form.field("rsid")} />
          <ZoneField
            label={text("timeZone")}
            hint={text("timeZoneHint")}
            error={form.field("timeZone").error}
            value={form.value("timeZone")}
            onValue={(zone) => form.set("timeZone", zone)}
          />
          <CurrencyField
            label={text("currency")}
            hint={text("currencyHint")}
            error={form.field("currency").error}
            value={form.value("currency")}
            onValue={(currency) => form.set("currency", currency)}
          />
          <Switch
            label={text("record")}
            hint={text("recordHint")}
            checked={form.value("transactionIdStorage")}
            onChange={(next) => form.set("transactionIdStorage", next)}
          />
          {rest !== undefined && <ErrorText>{rest}</ErrorText>}
          <div className="hq-record-foot">
            <Button type="submit" variant="primary" busy={create.isPending}>
              {text("create")}
            </Button>
            <Button onClick={() => void navigate({ to: "/report-suites" })}>{text("cancel")}</Button>
          </div>
        </Form>
      </Card>
    </>
  );
}
