import { describeError, useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import type { getUnpublishedChanges } from "@rapport/contract/publishing";
import { Banner, Button, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { changeSession, useDistributionChanged } from "./queries.ts";
import { distributionTexts } from "./texts.ts";

type Held = Reply<typeof getUnpublishedChanges>["held"][number];

/** A session that failed and holds up what its store waits for: what waits for it, and the two ways on (R81). */
export function HeldUp({ legalEntity, held: { session, run, name, behind }, mayPublish }: { legalEntity: string; held: Held; mayPublish: boolean }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const distributionChanged = useDistributionChanged();
  const change = useMutation({
    mutationFn: (to: "rerun" | "cancel") => changeSession({ legalEntity, session }, to),
    onError: (error) => toast.warn(describeError(error, language).text),
    onSettled: distributionChanged,
  });
  const number = { session: formats.number(session) };
  return (
    <Banner tone="warn" title={text("heldUp", { name, ...number })}>
      <p>
        {text("heldUpText", { count: behind, formatted: formats.number(behind) })}{" "}
        <Link to="/distribution-jobs" search={{ run }}>
          {text("seeSessions")}
        </Link>
      </p>
      {mayPublish && (
        <div className="hq-distribution-actions hq-held-actions">
          <Button busy={change.isPending} aria-label={text("rerunOf", number)} onClick={() => change.mutate("rerun")}>
            {text("rerun")}
          </Button>
          <Button busy={change.isPending} aria-label={text("cancelOf", number)} onClick={() => change.mutate("cancel")}>
            {text("cancelIt")}
          </Button>
        </div>
      )}
    </Banner>
  );
}
