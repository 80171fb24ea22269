import { describeError, useText } from "@rapport/app-shell";
import { JOBS_IN_ORDER, type DistributionJob } from "@rapport/contract/publishing";
import { Banner, Button, Card, Checkbox, Select, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { startRun, useDistributionChanged } from "./queries.ts";
import { distributionTexts } from "./texts.ts";
import { useThingWords } from "./thing-words.ts";
import { EVERYWHERE, WhereField } from "./where-field.tsx";

/** Runs one job, for all stores or for those and the groups that are named (R79). What is refused for want of others is run with them. */
export function RunForm({ legalEntity }: { legalEntity: string }) {
  const text = useText(distributionTexts);
  const { language } = useUi();
  const toast = useToast();
  const words = useThingWords();
  const [job, setJob] = useState<DistributionJob>(9999);
  const [where, setWhere] = useState(EVERYWHERE);
  const [full, setFull] = useState(false);
  const distributionChanged = useDistributionChanged();
  const start = useMutation({
    mutationFn: () =>
      startRun(legalEntity, {
        jobs: [job],
        full,
        ...(where.stores.length > 0 && { stores: [...where.stores] }),
        ...(where.groups.length > 0 && { groups: [...where.groups] }),
      }),
    async onSuccess({ jobs }) {
      toast.say(text("started", { jobs: jobs.join(", ") }));
      await distributionChanged();
    },
  });
  return (
    <Card title={text("runNow")}>
      <div className="hq-run-form">
        {start.error !== null && <Banner tone="bad">{describeError(start.error, language).text}</Banner>}
        <Select
          label={text("job")}
          value={String(job)}
          onChange={({ target }) => setJob(JOBS_IN_ORDER.find((one) => String(one) === target.value) ?? 9999)}
          options={JOBS_IN_ORDER.toReversed().map((one) => ({ value: String(one), label: words.job(one) }))}
        />
        <WhereField legalEntity={legalEntity} where={where} onWhere={setWhere} />
        <Checkbox label={text("full")} checked={full} onChange={({ target }) => setFull(target.checked)} />
        <Button busy={start.isPending} onClick={() => start.mutate()}>
          {text("run")}
        </Button>
      </div>
    </Card>
  );
}
