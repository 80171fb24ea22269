import { ask, describeError, useText } from "@rapport/app-shell";
import { makeSftpPassword, removeSftpPassword, wakeSftp, type SourceFolder } from "@rapport/contract/data-sources";
import { Button, ConfirmDialog, ErrorText, Tag, type Tone, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ShownOnce } from "../account/shown-once.tsx";
import { useSuite, useSuiteFormats } from "../suites/suite-time.ts";
import { folderQuery } from "./folder-query.ts";
import { folderTexts } from "./folder-texts.ts";
import { useFolderChange } from "./use-folder-change.ts";
import type { SourcePlace } from "./source-place.ts";

type Sftp = NonNullable<SourceFolder["sftp"]>;

const TONES = { awake: "good", asleep: "warn", none: "neutral" } as const satisfies Record<Sftp["state"], Tone>;

/** Where files are sent, and with which login (FTP info). */
export function SftpAccess({ place, sftp }: { place: SourcePlace; sftp: Sftp }) {
  const text = useText(folderTexts);
  const zone = useSuite(place.rsid)?.timeZone ?? "UTC";
  const formats = useSuiteFormats(zone);
  return (
    <>
      <dl className="hq-settings">
        <Fact name={text("host")}>
          <span className="hq-code">{sftp.host}</span>
        </Fact>
        <Fact name={text("port")}>
          <span className="hq-code">{sftp.port}</span>
        </Fact>
        <Fact name={text("login")}>
          <span className="hq-code">{sftp.login}</span>
        </Fact>
        <Fact name={text("state")}>
          <State place={place} state={sftp.state} />
        </Fact>
        <Fact name={text("lastUsed", { zone })}>
          <span className="r-num">{sftp.lastUsedAt === null ? text("never") : formats.dateTime(sftp.lastUsedAt)}</span>
        </Fact>
        <Fact name={text("password")}>
          {sftp.passwordMadeAt === null ? text("passwordNone") : text("passwordMade", { at: formats.dateTime(sftp.passwordMadeAt) })}
        </Fact>
      </dl>
      <dl className="hq-settings" data-wide="">
        <Fact name={text("fingerprint")}>
          {sftp.fingerprints.map(({ algorithm, fingerprint }) => (
            <span key={fingerprint} className="hq-code">
              {fingerprint} <span className="r-muted">({algorithm})</span>
            </span>
          ))}
        </Fact>
        <Fact name={text("command")}>
          <span className="hq-code">
            sftp -P {sftp.port} {sftp.login}@{sftp.host}
          </span>
        </Fact>
      </dl>
      <Passwords place={place} sftp={sftp} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function State({ place, state }: { place: SourcePlace; state: Sftp["state"] }) {
  const text = useText(folderTexts);
  const { language } = useUi();
  const wake = useFolderChange(place, { change: () => ask(wakeSftp, { params: place }), said: text("woken") });
  return (
    <span className="r-row">
      <Tag tone={TONES[state]}>{text(`state.${state}`)}</Tag>
      {state === "asleep" && (
        <Button disabled={wake.isPending} onClick={() => wake.mutate()}>
          {text("wake")}
        </Button>
      )}
      {wake.error !== null && <ErrorText>{describeError(wake.error, language).text}</ErrorText>}
    </span>
  );
}

function Passwords({ place, sftp }: { place: SourcePlace; sftp: Sftp }) {
  const text = useText(folderTexts);
  const { language } = useUi();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<"anew" | "end">();
  const make = useMutation({
    mutationFn: () => ask(makeSftpPassword, { params: place }),
    onSuccess: async () => await queryClient.invalidateQueries({ queryKey: folderQuery(place).queryKey }),
  });
  const end = useFolderChange(place, { change: () => ask(removeSftpPassword, { params: place }), said: text("passwordEnded") });
  const has = sftp.passwordMadeAt !== null;
  const error = make.error ?? end.error;
  return (
    <>
      <div className="r-row">
        <Button disabled={make.isPending} onClick={() => (has ? setAsking("anew") : make.mutate())}>
          {text(has ? "passwordAnew" : "passwordMake")}
        </Button>
        {has && (
          <Button variant="quiet" disabled={end.isPending} onClick={() => setAsking("end")}>
            {text("passwordEnd")}
          </Button>
        )}
      </div>
      {error !== null && <ErrorText>{describeError(error, language).text}</ErrorText>}
      <ConfirmDialog
        open={asking !== undefined}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={text(asking === "end" ? "passwordEndTitle" : "passwordAnewTitle")}
        text={text(asking === "end" ? "passwordEndText" : "passwordAnewText")}
        confirmLabel={text(asking === "end" ? "passwordEnd" : "passwordAnew")}
        cancelLabel={text("cancel")}
        onConfirm={() => {
          setAsking(undefined);
          if (asking === "end") end.mutate();
          else make.mutate();
        }}
      />
      {make.data !== undefined && (
        <ShownOnce
          title={text("passwordMadeTitle", { login: make.data.login })}
          text={text("passwordMadeText")}
          label={text("password")}
          secret={make.data.password}
          onClose={() => make.reset()}
        />
      )}
    </>
  );
}
