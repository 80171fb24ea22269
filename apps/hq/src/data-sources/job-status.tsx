import { useText } from "@rapport/app-shell";
import type { JobStatus } from "@rapport/contract/data-sources";
import { Tag, type Tone } from "@rapport/ui";
import { sourceTexts } from "./texts.ts";

const TONES = { uploaded: "info", processing: "info", success: "good", failure: "bad", deleted: "neutral" } as const satisfies Record<JobStatus, Tone>;

export function JobState({ status, isDuplicate }: { status: JobStatus; isDuplicate: boolean }) {
  const text = useText(sourceTexts);
  return isDuplicate ? <Tag tone="warn">{text("status.duplicate")}</Tag> : <Tag tone={TONES[status]}>{text(`status.${status}`)}</Tag>;
}
