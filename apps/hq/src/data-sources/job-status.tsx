import type { JobStatus } from "@rapport/contract/data-sources";
import { Tag, type Tone } from "@rapport/ui";
import { useTranslation } from "react-i18next";

const TONES = { uploaded: "info", processing: "info", success: "good", failure: "bad", deleted: "neutral" } as const satisfies Record<JobStatus, Tone>;

export function JobState({ status, isDuplicate }: { status: JobStatus; isDuplicate: boolean }) {
  const { t } = useTranslation();
  return isDuplicate ? <Tag tone="warn">{t("status.duplicate")}</Tag> : <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag>;
}
