import { useText } from "@rapport/app-shell";
import { unreachable } from "@rapport/contract";
import type { Attention } from "@rapport/contract/system";
import { useFormats } from "@rapport/ui";
import { folderTexts } from "../data-sources/folder-texts.ts";
import { Link } from "@tanstack/react-router";
import { AttributesLine } from "./attributes-line.tsx";
import { LeftBooksLine } from "./left-books-line.tsx";
import { Line } from "./line.tsx";
import { homeTexts } from "./texts.ts";

/** One thing to attend to: what it is, what it means, and a link to the screen that mends it. */
export function AttentionLine({ line }: { line: Attention }) {
  const text = useText(homeTexts);
  const folderText = useText(folderTexts);
  const formats = useFormats();
  const counted = (count: number) => ({ count, formatted: formats.number(count) });
  switch (line.kind) {
    case "number_sequence":
      return (
        <Line
          icon="book"
          title={
            <Link to="/commerce-parameters" search={{ legalEntity: line.legalEntity, tab: "numbers" }}>
              {text("number_sequence", { name: line.name })}
            </Link>
          }
          more={text("number_sequenceText")}
        />
      );
    case "attribute_group": {
      const { legalEntity, name, group } = line;
      const words = text("attribute_group", { name });
      return (
        <Line
          icon="book"
          title={
            group === null ? (
              <Link to="/commerce-parameters" search={{ legalEntity, tab: "clienteling" }}>
                {words}
              </Link>
            ) : (
              // The group is chosen, and nothing is in it.
              <Link to="/attribute-groups/of/$code" params={{ code: group }} search={{ legalEntity }}>
                {words}
              </Link>
            )
          }
          more={text("attribute_groupText")}
        />
      );
    }
    case "workers": {
      const { legalEntity, name, lack, workers, first } = line;
      return (
        <Line
          icon="person"
          title={
            <Link to="/workers" search={{ legalEntity }}>
              {text(`workers.${lack}`, { ...counted(workers), name })}
            </Link>
          }
          more={
            <>
              {text(lack === "operation" ? "noBook" : "cannotSignIn")}{" "}
              {first.map((worker, n) => (
                <span key={worker.operatorId}>
                  {n > 0 && ", "}
                  <Link to="/workers/of/$operatorId" params={{ operatorId: worker.operatorId }} search={{ legalEntity }}>
                    {worker.name}
                  </Link>
                </span>
              ))}
              {workers > first.length && ` ${text("more", { formatted: formats.number(workers - first.length) })}`}
            </>
          }
        />
      );
    }
    case "long_lists":
    case "translations":
      return <AttributesLine line={line} />;
    case "registers": {
      const { legalEntity, name, registers, first } = line;
      return (
        <Line
          icon="store"
          title={
            <Link to="/registers" search={{ legalEntity }}>
              {text("registers", { ...counted(registers), name })}
            </Link>
          }
          more={
            <>
              {text("registersText")}{" "}
              {first.map(({ number, store }, n) => (
                <span key={number}>
                  {n > 0 && ", "}
                  <Link to="/registers/of/$number" params={{ number }} search={{ legalEntity }}>
                    {`${store} · ${number}`}
                  </Link>
                </span>
              ))}
              {registers > first.length && ` ${text("more", { formatted: formats.number(registers - first.length) })}`}
            </>
          }
        />
      );
    }
    case "left_books":
      return <LeftBooksLine line={line} />;
    case "unpublished": {
      const { legalEntity, name, stores } = line;
      return (
        <Line
          icon="cloud"
          title={
            <Link to="/unpublished-changes" search={{ legalEntity }}>
              {text("unpublished", { name })}
            </Link>
          }
          more={text("unpublishedText", counted(stores))}
        />
      );
    }
    case "failed_uploads": {
      const { rsid, dataSourceId, source, files, jobId, filename, at } = line;
      return (
        <Line
          icon="alert"
          title={
            <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ rsid, dataSourceId: String(dataSourceId), jobId: String(jobId) }}>
              {text("failed_uploads", { ...counted(files), source })}
            </Link>
          }
          more={`${text("newestFile", { filename, at: formats.dateTime(at) })} ${text("ofSuite", { rsid })}`}
        />
      );
    }
    case "stopped_source": {
      const { rsid, dataSourceId, source, files, filename, since } = line;
      return (
        <Line
          icon="alert"
          title={
            <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId: String(dataSourceId) }}>
              {text("stopped_source", { source })}
            </Link>
          }
          more={`${text("stoppedFile", { filename, since: formats.dateTime(since) })} ${text("stoppedWaiting", counted(files))} ${text("ofSuite", { rsid })}`}
        />
      );
    }
    case "stuck_files": {
      const { rsid, dataSourceId, source, files, filename, why, since } = line;
      return (
        <Line
          icon="alert"
          title={
            <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId: String(dataSourceId) }}>
              {text("stuck_files", { ...counted(files), source })}
            </Link>
          }
          more={`${text("stuckFile", { filename, why: why === "paused" ? text("stuckPaused") : folderText(`file.${why}`), since: formats.dateTime(since) })} ${text("ofSuite", { rsid })}`}
        />
      );
    }
    case "low_match": {
      const { rsid, dataSourceId, source, rows, linked, below } = line;
      return (
        <Line
          icon="alert"
          title={
            <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId: String(dataSourceId) }}>
              {text("low_match", { source, share: formats.percent(linked / rows) })}
            </Link>
          }
          more={`${text("low_matchText", { linked: formats.number(linked), rows: formats.number(rows), below })} ${text("ofSuite", { rsid })}`}
        />
      );
    }
    case "webhook_off": {
      const { rsid, webhookId, name, why, since } = line;
      return (
        <Line
          icon="alert"
          title={
            <Link to="/webhooks/$rsid/$webhookId" params={{ rsid, webhookId }}>
              {text("webhook_off", { name })}
            </Link>
          }
          more={`${text(why === "gone" ? "webhookGone" : "webhookFailing", { since: formats.dateTime(since) })} ${text("ofSuite", { rsid })}`}
        />
      );
    }
    case "waiting_rows": {
      const { rsid, dataSourceId, source, rows, since } = line;
      return (
        <Line
          icon="upload"
          title={
            <Link to="/data-sources/$rsid/$dataSourceId/unlinked" params={{ rsid, dataSourceId: String(dataSourceId) }}>
              {text("waiting_rows", { ...counted(rows), source })}
            </Link>
          }
          more={`${text("since", { since: formats.longDate(since) })} ${text("ofSuite", { rsid })}`}
        />
      );
    }
    case "expiring_key":
      return (
        <Line
          icon="settings"
          title={<Link to="/api-keys">{text("expiring_key", { name: line.name, at: formats.dateTime(line.expiresAt) })}</Link>}
          more={text("expiring_keyText")}
        />
      );
    default:
      return unreachable(line);
  }
}
