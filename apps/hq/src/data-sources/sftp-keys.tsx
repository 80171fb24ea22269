import { ask, describeError, useFormError, useText } from "@rapport/app-shell";
import { addSftpKey, NewSftpKey, removeSftpKey, type SftpKey } from "@rapport/contract/data-sources";
import { Button, ConfirmDialog, ErrorText, TextArea, TextField, useForm, useUi } from "@rapport/ui";
import { useState } from "react";
import { GuardedDialog } from "../records/guarded-dialog.tsx";
import { useSuite, useSuiteFormats } from "../suites/suite-time.ts";
import { folderTexts } from "./folder-texts.ts";
import { useFolderChange } from "./use-folder-change.ts";
import type { SourcePlace } from "./source-place.ts";

export function SftpKeys({ place, keys }: { place: SourcePlace; keys: readonly SftpKey[] }) {
  const text = useText(folderTexts);
  const { language } = useUi();
  const formats = useSuiteFormats(useSuite(place.rsid)?.timeZone ?? "UTC");
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<SftpKey>();
  const remove = useFolderChange(place, {
    change: (keyId: number) => ask(removeSftpKey, { params: { ...place, keyId } }),
    said: text("keyGone"),
  });
  const nameOf = ({ name }: SftpKey) => (name === "" ? text("keyUnnamed") : name);
  return (
    <section className="hq-part">
      <div className="r-card-head">
        <h3>{text("keys")}</h3>
        <Button onClick={() => setAdding(true)}>{text("keyAdd")}</Button>
      </div>
      {keys.length === 0 ? (
        <p className="r-muted">{text("keysNone")}</p>
      ) : (
        <ul className="hq-keys">
          {keys.map((key) => (
            <li key={key.id}>
              <span>
                <strong>{nameOf(key)}</strong>
                <span className="hq-code">
                  {key.fingerprint} <span className="r-muted">({key.algorithm})</span>
                </span>
                <span className="r-small r-muted">{text("keyAdded", { at: formats.dateTime(key.addedAt) })}</span>
              </span>
              <Button variant="quiet" aria-label={text("keyRemoveOf", { name: nameOf(key) })} onClick={() => setLeaving(key)}>
                {text("keyRemove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {remove.error !== null && <ErrorText>{describeError(remove.error, language).text}</ErrorText>}
      <ConfirmDialog
        open={leaving !== undefined}
        onOpenChange={(open) => !open && setLeaving(undefined)}
        title={text("keyRemoveTitle", { name: leaving === undefined ? "" : nameOf(leaving) })}
        text={text("keyRemoveText")}
        confirmLabel={text("keyRemove")}
        cancelLabel={text("cancel")}
        onConfirm={() => {
          setLeaving(undefined);
          if (leaving !== undefined) remove.mutate(leaving.id);
        }}
      />
      {adding && <AddKey place={place} onClose={() => setAdding(false)} />}
    </section>
  );
}

function AddKey({ place, onClose }: { place: SourcePlace; onClose: () => void }) {
  const text = useText(folderTexts);
  const add = useFolderChange(place, {
    change: (body: typeof NewSftpKey._output) => ask(addSftpKey, { params: place, body }),
    said: text("keyKept"),
    onDone: onClose,
  });
  const { refused, rest } = useFormError(add.error, { schema: NewSftpKey });
  const form = useForm({ schema: NewSftpKey, start: { key: "", name: "" }, busy: add.isPending, refused, onSubmit: add.mutate });
  return (
    <GuardedDialog
      title={text("keyAdd")}
      description={text("keyAddText")}
      form={form}
      error={rest}
      cancelLabel={text("cancel")}
      submitLabel={text("add")}
      onClose={onClose}
    >
      <TextArea label={text("key")} rows={4} spellCheck={false} {...form.field("key")} />
      <TextField label={text("keyName")} hint={text("keyNameHint")} autoComplete="off" {...form.field("name")} />
    </GuardedDialog>
  );
}
