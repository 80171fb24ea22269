import { useText } from "@rapport/app-shell";
import type { SourceFolder } from "@rapport/contract/data-sources";
import { Banner, DataTable, useFormats } from "@rapport/ui";
import { useSuite, useSuiteFormats } from "../suites/suite-time.ts";
import { folderTexts } from "./folder-texts.ts";
import type { SourcePlace } from "./source-place.ts";

/** What waits in the folder, each file with what it waits for (FO3). */
export function FolderQueue({ place, folder: { queue, errors } }: { place: SourcePlace; folder: SourceFolder }) {
  const text = useText(folderTexts);
  const formats = useFormats();
  const zone = useSuite(place.rsid)?.timeZone ?? "UTC";
  const times = useSuiteFormats(zone);
  const size = { bytes: formats.bytes(queue.bytes), most: formats.bytes(queue.mostBytes) };
  return (
    <section className="hq-part">
      <div className="r-card-head">
        <h3>{text("queue")}</h3>
        {queue.count > 0 && <span className="r-small r-muted">{text("queueSize", size)}</span>}
      </div>
      {queue.isPaused && (
        <Banner tone="warn" title={text("paused", size)}>
          <span>{text("pausedText")}</span>
        </Banner>
      )}
      {!queue.isUsable && (
        <Banner tone="warn" title={text("unusable")}>
          <span>{text("unusableText")}</span>
        </Banner>
      )}
      {queue.count === 0 ? (
        <p className="r-muted">{text("queueNone")}</p>
      ) : (
        <DataTable
          narrow="stack"
          caption={text("queue")}
          rows={queue.files}
          rowKey={({ name }) => name}
          columns={[
            { key: "file", header: text("file"), isRowHeader: true, cell: ({ name }) => <span className="hq-code">{name}</span> },
            { key: "size", header: text("size"), align: "end", cell: ({ bytes }) => formats.bytes(bytes) },
            { key: "since", header: text("since", { zone }), cell: ({ writtenAt }) => <span className="r-num">{times.dateTime(writtenAt)}</span> },
            { key: "why", header: text("why"), cell: ({ state }) => text(`file.${state}`) },
          ]}
        />
      )}
      {queue.count > queue.files.length && <p className="r-small r-muted">{text("queueMore", { shown: queue.files.length, count: queue.count })}</p>}
      {errors.count > 0 && <p className="r-muted">{text("errors", { count: errors.count, formatted: formats.number(errors.count) })}</p>}
    </section>
  );
}
