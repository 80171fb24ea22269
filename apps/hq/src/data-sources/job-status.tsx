import { useText } from "@rapport/app-shell";
import type { DataSourceJob, JobStatus, Receipt } from "@rapport/contract/data-sources";
import { Tag, type Tone, useFormats } from "@rapport/ui";
import { outcomeOf } from "./fates.ts";
import { sourceTexts } from "./texts.ts";

const TONES = { uploaded: "info", processing: "info", success: "good", failure: "bad", deleted: "neutral" } as const satisfies Record<JobStatus, Tone>;

type Job = Pick<DataSourceJob, "status" | "duplicateOf" | "fates"> | Receipt;

export function JobState({ job }: { job: Job }) {
  const { tone, words } = useJobState()(job);
  return <Tag tone={tone}>{words}</Tag>;
}

/** What became of a job, in words. Green only if every row is loaded, and is linked or has no id (U5). */
export function useJobState(): (job: Job) => { readonly tone: Tone; readonly words: string } {
  const text = useText(sourceTexts);
  const formats = useFormats();
  return (job) => {
    if (job.duplicateOf !== undefined) return { tone: "warn", words: text("status.duplicate") };
    const outcome = job.status === "success" ? outcomeOf(job) : undefined;
    if (outcome === undefined || outcome.kind === "whole") return { tone: TONES[job.status], words: text(`status.${job.status}`) };
    const { read, rejected, notLinked } = outcome;
    const counts = { loaded: formats.number(read - rejected), read: formats.number(read), notLinked: formats.number(notLinked) };
    switch (outcome.kind) {
      case "none":
        return { tone: "bad", words: text("status.none", counts) };
      case "part":
        return { tone: "warn", words: text(notLinked > 0 ? "status.partNotLinked" : "status.part", counts) };
      case "notLinked":
        return { tone: "warn", words: text("status.notLinked", counts) };
    }
  };
}
