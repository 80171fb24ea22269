import { changeReportSuite, type ReportSuite } from "@rapport/contract/report-suites";
import { Banner, ConfirmDialog, describeError, Switch, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api.ts";
import { suitesQuery } from "../queries.ts";
import { useSuiteFormats } from "../suite-time.ts";

/** Whether transaction ids are kept (T3), with its switch: turning it off loses ids for good, so it asks first. */
export function RecordingBanner({ suite }: { suite: ReportSuite }) {
  const { t } = useTranslation();
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
        title={isOn ? t("recording.on") : t("recording.off")}
        actions={
          <Switch
            label={t("recording.switch")}
            checked={isOn}
            disabled={change.isPending}
            onChange={(next) => (next ? change.mutate(true) : setAsking(true))}
          />
        }
      >
        <span>
          {isOn
            ? t("recording.onText", { since: since === null ? "–" : formats.longDate(since), days: suite.transactionIdWindowDays })
            : t("recording.offText")}
        </span>
        {change.error !== null && <p className="r-error">{describeError(change.error, language).text}</p>}
      </Banner>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("recording.stopTitle")}
        text={t("recording.stopText")}
        confirmLabel={t("recording.stop")}
        cancelLabel={t("recording.keep")}
        onConfirm={() => {
          setAsking(false);
          change.mutate(false);
        }}
      />
    </>
  );
}
