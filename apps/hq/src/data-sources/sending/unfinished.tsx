import { ask, describeError, useText } from "@rapport/app-shell";
import { listResumableUploads, type ResumableUpload } from "@rapport/contract/data-sources";
import { Button, ErrorText, useFormats, useUi } from "@rapport/ui";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { discard, isSameFile } from "./resumable-file.ts";
import type { QueuedFile } from "./send-queue.ts";
import { sendingTexts } from "./texts.ts";
import type { SourcePlace } from "../source-place.ts";

export function unfinishedQuery(place: SourcePlace) {
  return queryOptions({
    queryKey: ["unfinished", place.rsid, place.dataSourceId],
    queryFn: async () => (await ask(listResumableUploads, { params: place })).uploads,
    refetchOnWindowFocus: true,
  });
}

/** The person's own files that were begun here or elsewhere and are not on their way now. */
export function Unfinished({ place, files }: { place: SourcePlace; files: readonly QueuedFile[] }) {
  const text = useText(sendingTexts);
  const formats = useFormats();
  const { language } = useUi();
  const queryClient = useQueryClient();
  const unfinished = useQuery(unfinishedQuery(place));
  const drop = useMutation({
    mutationFn: (begun: ResumableUpload) => discard(place, begun),
    onSettled: () => queryClient.invalidateQueries({ queryKey: unfinishedQuery(place).queryKey }),
  });
  const shown = unfinished.data?.filter((begun) => !files.some((file) => isSameFile(begun, file))) ?? [];
  if (shown.length === 0) return null;
  return (
    <section className="hq-part">
      <h3>{text("unfinished")}</h3>
      <p className="r-small r-muted">{text("unfinishedText")}</p>
      <ul className="hq-sending">
        {shown.map((begun) => (
          <li key={begun.id}>
            <span>
              <strong>{begun.filename}</strong>
              <span className="r-small r-muted">
                {text("sent", {
                  sent: formats.bytes(begun.receivedBytes),
                  total: formats.bytes(begun.bytes),
                  percent: formats.percent(begun.bytes === 0 ? 0 : begun.receivedBytes / begun.bytes, { maximumFractionDigits: 0 }),
                })}
                {", "}
                {text("until", { day: formats.longDate(begun.expiresAt) })}
              </span>
            </span>
            <Button icon="trash" aria-label={text("discardOf", { name: begun.filename })} onClick={() => drop.mutate(begun)}>
              {text("discard")}
            </Button>
          </li>
        ))}
      </ul>
      {drop.error !== null && <ErrorText>{describeError(drop.error, language).text}</ErrorText>}
    </section>
  );
}
