import { describeError, useText } from "@rapport/app-shell";
import { Banner, Button, ProgressBar, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { OwnEntity } from "../legal-entities/queries.ts";
import { runQuery, startRun, useDistributionChanged } from "./queries.ts";
import { distributionTexts } from "./texts.ts";

/** Publishes all that waits, and shows how far it is until every store has it or could not be given it. */
export function PublishButton({ entity: { code: legalEntity, permissions }, waiting }: { entity: OwnEntity; waiting: number }) {
  const text = useText(distributionTexts);
  const { language } = useUi();
  const [run, setRun] = useState<number | null>(null);
  const distributionChanged = useDistributionChanged();
  const publish = useMutation({
    mutationFn: () => startRun(legalEntity, {}),
    onSuccess: (started) => setRun(started.run),
    // Somebody else may have published it, or changed more.
    onError: distributionChanged,
  });
  if (!permissions.includes("publishing.manage")) return null;
  if (run !== null) return <Progress legalEntity={legalEntity} run={run} onEnd={() => setRun(null)} />;
  return (
    <div className="hq-publish">
      {publish.error !== null && <Banner tone="bad">{describeError(publish.error, language).text}</Banner>}
      {waiting > 0 && (
        <Button variant="primary" icon="cloud" busy={publish.isPending} onClick={() => publish.mutate()}>
          {text("publish")}
        </Button>
      )}
    </div>
  );
}

function Progress({ legalEntity, run, onEnd }: { legalEntity: string; run: number; onEnd: () => void }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const toast = useToast();
  const distributionChanged = useDistributionChanged();
  const { data } = useQuery(runQuery({ legalEntity, run }));
  const stays = data === undefined ? 0 : data.failed + data.canceled;
  const hasEnded = data !== undefined && data.endedAt !== null;
  const isWell = hasEnded && stays === 0;
  const applied = data?.applied ?? 0;
  useEffect(() => {
    if (hasEnded) void distributionChanged();
    if (!isWell) return;
    toast.say(text("done", { count: applied, formatted: formats.number(applied) }));
    onEnd();
    // Told once, when the run has ended.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [hasEnded, isWell]);
  return (
    <div className="hq-publish">
      {!hasEnded && (
        <ProgressBar
          label={text("publishing")}
          value={data === undefined || data.stores === 0 ? null : (applied + data.canceled) / data.stores}
          detail={
            data === undefined ? undefined : text("publishedTo", { count: data.stores, applied: formats.number(applied), stores: formats.number(data.stores) })
          }
        />
      )}
      {stays > 0 && (
        <Banner tone="warn" title={text("notAll", { count: stays, formatted: formats.number(stays) })}>
          <Link to="/distribution-jobs" search={{ run }}>
            {text("seeSessions")}
          </Link>
        </Banner>
      )}
    </div>
  );
}
