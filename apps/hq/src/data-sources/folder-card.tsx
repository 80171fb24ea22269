import { useText } from "@rapport/app-shell";
import type { DataSourceAccount, SourceFolder } from "@rapport/contract/data-sources";
import { Card, Loaded } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { FolderQueue } from "./folder-queue.tsx";
import { folderQuery } from "./folder-query.ts";
import { folderTexts } from "./folder-texts.ts";
import { SftpAccess } from "./sftp-access.tsx";
import { SftpKeys } from "./sftp-keys.tsx";
import type { SourcePlace } from "./source-place.ts";

/** How files come besides by hand: by SFTP, or from other programs of the server's machine; and what waits there. */
export function FolderCard({ rsid, source }: { rsid: string; source: DataSourceAccount }) {
  const text = useText(folderTexts);
  const place = { rsid, dataSourceId: source.data_source_id };
  const folder = useQuery(folderQuery(place));
  const title = text(folder.data?.sftp === null && folder.data.path !== null ? "folderTitle" : "title");
  return (
    <Card title={title}>
      <Loaded query={folder}>
        {(found) => (found.sftp === null && found.path === null ? <p className="r-muted">{text("off")}</p> : <Ways place={place} folder={found} />)}
      </Loaded>
    </Card>
  );
}

function Ways({ place, folder }: { place: SourcePlace; folder: SourceFolder }) {
  const text = useText(folderTexts);
  return (
    <>
      <p className="r-muted">{text("lead")}</p>
      {folder.path !== null && (
        <dl className="hq-settings">
          <div>
            <dt>{text("path")}</dt>
            <dd className="hq-code">{folder.path}</dd>
          </div>
        </dl>
      )}
      {folder.sftp !== null && <SftpAccess place={place} sftp={folder.sftp} />}
      {folder.sftp !== null && <SftpKeys place={place} keys={folder.sftp.keys} />}
      <FolderQueue place={place} folder={folder} />
    </>
  );
}
