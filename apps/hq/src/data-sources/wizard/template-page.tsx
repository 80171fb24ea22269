import { useText } from "@rapport/app-shell";
import { refusalOf } from "@rapport/contract/refusals";
import { Card, Icon, Loaded } from "@rapport/ui";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { COMPANY } from "../../company.ts";
import { PageHead } from "../../shell/page-head.tsx";
import "../data-sources.css";
import { folderQuery } from "../folder-query.ts";
import { useSource } from "../use-source.tsx";
import { wizardTexts } from "./texts.ts";
import "./wizard.css";

/** The template of a source, and every way to send its files (FF4). */
export function TemplatePage() {
  const { rsid, dataSourceId } = useParams({ from: "/signed-in/data-sources/$rsid/$dataSourceId/template" });
  const text = useText(wizardTexts);
  const { trail, name } = useSource({ rsid, dataSourceId });
  const address = `/api/${COMPANY}/datasources/account/${encodeURIComponent(rsid)}/${dataSourceId}/template`;
  const template = useQuery(templateQuery(address));
  return (
    <>
      <PageHead title={text("templateTitle")} lead={text("templateLead")} trail={trail} />
      <Card
        title={text("template")}
        actions={
          <a className="r-button" data-variant="primary" href={address} download>
            <Icon name="download" size={18} />
            {text("download")}
          </a>
        }
      >
        <p className="r-muted">{text("templateText")}</p>
        <Loaded query={template}>
          {(lines) => (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls must be reachable with the keyboard
            <pre className="hq-code hq-template" tabIndex={0} role="region" aria-label={text("template")}>
              {lines}
            </pre>
          )}
        </Loaded>
      </Card>
      <Ways rsid={rsid} dataSourceId={dataSourceId} name={name} />
    </>
  );
}

function templateQuery(address: string) {
  return queryOptions({
    queryKey: ["source-template", address],
    queryFn: async () => {
      const answer = await fetch(address);
      if (!answer.ok) throw refusalOf(answer.status, await answer.json().catch(() => undefined));
      return (await answer.text()).trimEnd();
    },
  });
}

function Ways({ rsid, dataSourceId, name = "" }: { rsid: string; dataSourceId: string; name?: string | undefined }) {
  const text = useText(wizardTexts);
  const folder = useQuery(folderQuery({ rsid, dataSourceId: Number(dataSourceId) }));
  const job = `${window.location.origin}/api/${COMPANY}/datasources/job/${encodeURIComponent(rsid)}/${dataSourceId}`;
  return (
    <Loaded query={folder}>
      {({ sftp, path }) => (
        <>
          <Card title={text("byScreen")}>
            <p className="r-muted">{text("byScreenText")}</p>
            <div>
              <Link className="r-button" data-variant="secondary" to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId }}>
                {name === "" ? text("open") : name}
              </Link>
            </div>
          </Card>
          <Card title={text("bySftp")}>
            {sftp === null ? (
              <p className="r-muted">{text("noSftp")}</p>
            ) : (
              <>
                <p className="r-muted">{text("bySftpText")}</p>
                <Command lines={[`sftp -P ${sftp.port} ${sftp.login}@${sftp.host}`, "put data.txt", "put data.fin"]} label={text("bySftp")} />
              </>
            )}
          </Card>
          <Card title={text("byHttp")}>
            <p className="r-muted">{text("byHttpText")}</p>
            <Command lines={[`curl -H "Authorization: Bearer $KEY" -F file=@data.txt ${job}`]} label={text("byHttp")} />
          </Card>
          {path !== null && (
            <Card title={text("byFolder")}>
              <p className="r-muted">{text("byFolderText")}</p>
              <Command lines={[path]} label={text("byFolder")} />
            </Card>
          )}
        </>
      )}
    </Loaded>
  );
}

function Command({ lines, label }: { lines: readonly string[]; label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls must be reachable with the keyboard
    <pre className="hq-code hq-template" tabIndex={0} role="region" aria-label={label}>
      {lines.join("\n")}
    </pre>
  );
}
