import { changeReportSuite, type ReportSuite } from "@rapport/contract";
import { Banner, ConfirmDialog, describeError, Switch, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api.ts";
import { suitesQuery } from "../queries.ts";

/** Whether transaction ids are kept (spec T3), with its switch: turning it off loses ids for good, so it asks first. */
export function RecordingBanner({ suite }: { suite: ReportSuite }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { language } = useUi();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (transactionIdStorage: boolean) => ask(changeReportSuite, { params: { rsid: suite.rsid }, body: { transactionIdStorage } }),
    async onSuccess() {
      setAsking(false);
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
        {change.error !== null && !asking && <p className="r-error">{describeError(change.error, language).text}</p>}
      </Banner>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("recording.stopTitle")}
        text={t("recording.stopText")}
        confirmLabel={t("recording.stop")}
        cancelLabel={t("recording.keep")}
        busy={change.isPending}
        error={change.error === null ? undefined : describeError(change.error, language).text}
        onConfirm={() => change.mutate(false)}
      />
    </>
  );
}
