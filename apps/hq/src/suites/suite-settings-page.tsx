import { ask, useFormError, useText } from "@rapport/app-shell";
import { changeReportSuite, type ReportSuite } from "@rapport/contract/report-suites";
import { Button, Card, ErrorText, Form, Select, Switch, TextField, useForm, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ChangedSettings, changesTo, SETTING_NAMES, startOf } from "./changed-settings.ts";
import { EvarField } from "./evar-field.tsx";
import { suitesQuery } from "./queries.ts";
import { SuitePage } from "./suite-page.tsx";
import { suiteSettingsTexts } from "./suite-settings-texts.ts";
import { CurrencyField, ZoneField } from "./zone-and-currency-fields.tsx";
import "./suites.css";

export function SuiteSettingsPage() {
  const text = useText(suiteSettingsTexts);
  return (
    <SuitePage title={text("title")} lead={text("lead")}>
      {(suite) => <Settings key={suite.rsid} suite={suite} />}
    </SuitePage>
  );
}

function Settings({ suite }: { suite: ReportSuite }) {
  const text = useText(suiteSettingsTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  // The settings as the form shows them: what was not touched in it is not sent.
  const [before, setBefore] = useState(suite);
  const change = useMutation({
    mutationFn: (settings: ChangedSettings) => ask(changeReportSuite, { params: { rsid: suite.rsid }, body: changesTo(before, settings) }),
    async onSuccess(saved) {
      setBefore(saved);
      // Somebody else may have changed other settings meanwhile.
      const now = startOf(saved);
      const show = <Name extends keyof ChangedSettings>(name: Name) => form.set(name, now[name]);
      SETTING_NAMES.forEach(show);
      await queryClient.invalidateQueries({ queryKey: suitesQuery.queryKey });
      toast.say(text("saved"));
    },
  });
  const { refused, rest } = useFormError(change.error, { schema: ChangedSettings });
  const form = useForm({ schema: ChangedSettings, start: startOf(suite), busy: change.isPending, refused, onSubmit: change.mutate });
  const evar = (name: "storeVariable" | "receiptVariable") => (
    <EvarField
      label={text(name)}
      hint={text(`${name}Hint`)}
      error={form.field(name).error}
      value={form.value(name)}
      variables={suite.variables}
      onValue={(value) => form.set(name, value)}
    />
  );
  const onOrOff = (name: "lateLinking" | "signIn" | "dropReloadedPurchases") => (
    <Switch label={text(name)} hint={text(`${name}Hint`)} checked={form.value(name)} onChange={(next) => form.set(name, next)} />
  );
  return (
    <Form form={form} className="hq-suite-settings">
      <div className="r-stack">
        <Card title={text("suite")}>
          <TextField label={text("name")} {...form.field("name")} />
          <TextField
            label={text("writeKey")}
            hint={text("writeKeyHint")}
            value={suite.writeKey}
            readOnly
            spellCheck={false}
            onFocus={(event) => event.target.select()}
          />
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
          <p className="r-small r-muted">{text("facts", { rsid: suite.rsid })}</p>
        </Card>
        <Card title={text("inStore")}>
          {evar("storeVariable")}
          {evar("receiptVariable")}
        </Card>
        <Card title={text("transactions")}>
          <TextField
            label={text("transactionIdWindowDays")}
            hint={text("transactionIdWindowDaysHint")}
            inputMode="numeric"
            {...form.field("transactionIdWindowDays", { invalid_format: text("wholeNumber") })}
          />
          {onOrOff("lateLinking")}
        </Card>
      </div>
      <div className="r-stack">
        <Card title={text("counting")}>
          {onOrOff("signIn")}
          {onOrOff("dropReloadedPurchases")}
          <Select
            label={text("purchaseIdBytes")}
            hint={text("purchaseIdBytesHint")}
            {...form.field("purchaseIdBytes")}
            options={(["100", "20"] as const).map((value) => ({ value, label: text(`bytes.${value}`) }))}
          />
          <TextField
            label={text("reorderWindowMs")}
            hint={text("reorderWindowMsHint")}
            inputMode="numeric"
            {...form.field("reorderWindowMs", { invalid_format: text("wholeNumber") })}
          />
        </Card>
      </div>
      <div className="hq-suite-save">
        <ErrorText>{rest}</ErrorText>
        <Button type="submit" variant="primary" busy={change.isPending}>
          {text("save")}
        </Button>
        <span className="r-small r-muted">{text("fromNow")}</span>
      </div>
    </Form>
  );
}
