import { describeError, describeFileFailure, useText } from "@rapport/app-shell";
import type { ImportMode, ListImport } from "@rapport/contract/lists";
import { Banner, Button, Card, ErrorText, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problems } from "./problems.tsx";
import { applyImport, importQuery, isUnderWay, stopImport, type ListPlace } from "./queries.ts";
import { listTexts } from "./texts.ts";

const FATES = ["added", "updated", "unchanged", "invalid"] as const;

/** What a file would do, or did, and the choice to store it (IE5). */
export function ImportCard({ of, sent, back }: { of: ListPlace & { importId: ListImport["id"] }; sent: ListImport; back: ReactNode }) {
  const text = useText(listTexts);
  const formats = useFormats();
  const { language } = useUi();
  const queryClient = useQueryClient();
  const apply = useMutation({
    mutationFn: (mode: ImportMode) => applyImport(of, mode),
    onSuccess: (applied) => queryClient.setQueryData(importQuery(of).queryKey, applied),
  });
  const stop = useMutation({ mutationFn: () => stopImport(of), onSuccess: (stopped) => queryClient.setQueryData(importQuery(of).queryKey, stopped) });
  const stopButton = (
    <Button busy={stop.isPending} onClick={() => stop.mutate()}>
      {text(sent.phase === "checked" ? "discard" : "stop")}
    </Button>
  );
  const name = sent.filename;
  const count = (value: number) => formats.number(value);
  if (isUnderWay(sent))
    return (
      <Card>
        <ProgressBar
          label={text(sent.phase === "checking" ? "checking" : "applying", { name })}
          value={sent.progress}
          detail={text("rows", { count: rowsOf(sent), formatted: count(rowsOf(sent)) })}
        />
        <div className="r-row">{stopButton}</div>
        {stop.error !== null && <ErrorText>{describeError(stop.error, language).text}</ErrorText>}
      </Card>
    );
  const good = sent.added + sent.updated;
  if (sent.phase === "failed")
    return (
      <Card title={text(good > 0 ? "stopped" : "failed", { name })}>
        <Banner tone="bad">{sent.failure !== null && describeFileFailure(sent.failure, language)}</Banner>
        {good > 0 && (
          <>
            <p>{text("stoppedText")}</p>
            <Counts of={sent} />
          </>
        )}
        {good > 0 && sent.invalid + sent.told > 0 && <Problems of={of} sent={sent} />}
      </Card>
    );
  return (
    <Card title={text(sent.phase === "applied" ? "applied" : "checked", { name })}>
      {sent.failure !== null && <Banner tone="bad">{describeFileFailure(sent.failure, language)}</Banner>}
      {sent.phase === "applied" && (
        <Banner tone="good" actions={back}>
          {text("stored")}
        </Banner>
      )}
      <Counts of={sent} />
      {sent.unknownColumns.length > 0 && <Banner tone="warn">{text("unknownColumns", { columns: sent.unknownColumns.join(", ") })}</Banner>}
      {sent.phase === "checked" && (
        <>
          {sent.invalid > 0 && <p>{text("invalidText")}</p>}
          {good === 0 && sent.invalid === 0 && <p>{text("nothing")}</p>}
          <div className="r-row">
            {sent.invalid === 0 && good > 0 && (
              <Button variant="primary" busy={apply.isPending} onClick={() => apply.mutate("all")}>
                {text("storeAll")}
              </Button>
            )}
            {sent.invalid > 0 && good > 0 && (
              <Button busy={apply.isPending} onClick={() => apply.mutate("good")}>
                {text("storeGood")}
              </Button>
            )}
            {stopButton}
          </div>
          {apply.error !== null && <ErrorText>{describeError(apply.error, language).text}</ErrorText>}
          {stop.error !== null && <ErrorText>{describeError(stop.error, language).text}</ErrorText>}
        </>
      )}
      {sent.invalid + sent.told > 0 && <Problems of={of} sent={sent} />}
    </Card>
  );
}

function Counts({ of }: { of: ListImport }) {
  const text = useText(listTexts);
  const formats = useFormats();
  return (
    <dl className="hq-import-counts" aria-label={text("counts")}>
      {FATES.map((fate) => (
        <div key={fate} data-tone={fate === "invalid" && of.invalid > 0 ? "bad" : undefined}>
          <dt>{text(fate)}</dt>
          <dd className="r-num">{formats.number(of[fate])}</dd>
        </div>
      ))}
    </dl>
  );
}

function rowsOf({ added, updated, unchanged, invalid }: ListImport): number {
  return added + updated + unchanged + invalid;
}
