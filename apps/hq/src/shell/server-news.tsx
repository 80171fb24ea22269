import { useText } from "@rapport/app-shell";
import { Banner, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { conditionQuery } from "./condition-query.ts";
import { shellTexts } from "./texts.ts";

/** Says on every page when hits and files are refused, or some are lost, so that nobody thinks the figures are complete (F2, F5). */
export function ServerNews() {
  const text = useText(shellTexts);
  const formats = useFormats();
  const { data } = useQuery(conditionQuery);
  if (data === undefined) return null;
  const { disk, unreadable, peopleStopped } = data;
  const room = { free: formats.bytes(disk.freeBytes), reserve: formats.bytes(disk.reserveBytes) };
  return (
    <>
      {disk.kind === "full" && (
        <Banner tone="bad" title={text("disk.full")}>
          {text("disk.fullMore", room)}
        </Banner>
      )}
      {disk.kind === "short" && (
        <Banner tone="warn" title={text("disk.short")}>
          {text("disk.shortMore", room)}
        </Banner>
      )}
      {unreadable.files > 0 && (
        <Banner tone="bad" title={text("journal.unreadable", { count: unreadable.hits, formatted: formats.number(unreadable.hits) })}>
          {text("journal.unreadableMore", { count: unreadable.files, formatted: formats.number(unreadable.files), size: formats.bytes(unreadable.bytes) })}
        </Banner>
      )}
      {peopleStopped > 0 && (
        <Banner tone="warn" title={text("lookups.stopped", { count: peopleStopped, formatted: formats.number(peopleStopped) })}>
          {text("lookups.stoppedMore")}
        </Banner>
      )}
    </>
  );
}
