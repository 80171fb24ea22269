import { ask, describeError, useText } from "@rapport/app-shell";
import { changeReportSuite, type ReportSuite } from "@rapport/contract/report-suites";
import { Banner, ConfirmDialog, Switch, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { suitesQuery } from "../suites/queries.ts";
import { useSuiteFormats } from "../suites/suite-time.ts";
import { sourceTexts } from "./texts.ts";

/** Whether transaction ids are kept (T3), with its switch: turning it off loses ids for good, so it asks first. */
export function RecordingBanner({ suite }: { suite: ReportSuite }) {
  const text = useText(sourceTexts);
  const formats = useSuiteFormats(suite.timeZone);
  const { language } = useUi();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (transactionIdStorage: boolean) => ask(changeReportSuite, { params: { rsid: suite.rsid }, body: { transactionIdStorage } }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: suitesQuery.queryKey });
    },
  });
  const isOn = suite.transactionIdStorage;
  const since = suite.transactionIdStorageSince;
  return (
    <>
      <Banner
        tone={isOn ? "good" : "warn"}
        title={isOn ? text("recording.on") : text("recording.off")}
        actions={
          <Switch
            label={text("recording.switch")}
            checked={isOn}
            disabled={change.isPending}
            onChange={(next) => (next ? change.mutate(true) : setAsking(true))}
          />
        }
      >
        <span>
          {isOn
            ? text("recording.onText", { since: since === null ? "–" : formats.longDate(since), days: suite.transactionIdWindowDays })
            : text("recording.offText")}
        </span>
        {change.error !== null && <p className="r-error">{describeError(change.error, language).text}</p>}
      </Banner>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("recording.stopTitle")}
        text={text("recording.stopText")}
        confirmLabel={text("recording.stop")}
        cancelLabel={text("recording.keep")}
        onConfirm={() => {
          setAsking(false);
          change.mutate(false);
        }}
      />
    </>
  );
}
