import { useText } from "@rapport/app-shell";
import type { DataSourceJob, JobStatus, Receipt } from "@rapport/contract/data-sources";
import { Tag, type Tone, useFormats } from "@rapport/ui";
import { outcomeOf } from "./fates.ts";
import { sourceTexts } from "./texts.ts";

const TONES = { uploaded: "info", processing: "info", success: "good", failure: "bad", deleted: "neutral" } as const satisfies Record<JobStatus, Tone>;

/** Green only if every row is loaded, and is linked or has no id (U5). */
export function JobState({ job }: { job: Pick<DataSourceJob, "status" | "duplicateOf" | "fates"> | Receipt }) {
  const text = useText(sourceTexts);
  const formats = useFormats();
  if (job.duplicateOf !== undefined) return <Tag tone="warn">{text("status.duplicate")}</Tag>;
  const outcome = job.status === "success" ? outcomeOf(job) : undefined;
  if (outcome === undefined || outcome.kind === "whole") return <Tag tone={TONES[job.status]}>{text(`status.${job.status}`)}</Tag>;
  const { read, rejected, notLinked } = outcome;
  const counts = { loaded: formats.number(read - rejected), read: formats.number(read), notLinked: formats.number(notLinked) };
  switch (outcome.kind) {
    case "none":
      return <Tag tone="bad">{text("status.none", counts)}</Tag>;
    case "part":
      return <Tag tone="warn">{text(notLinked > 0 ? "status.partNotLinked" : "status.part", counts)}</Tag>;
    case "notLinked":
      return <Tag tone="warn">{text("status.notLinked", counts)}</Tag>;
  }
}
