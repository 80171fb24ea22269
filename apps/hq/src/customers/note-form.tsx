import { describeError, usePreferences, useFormError, useText } from "@rapport/app-shell";
import { Refusal } from "@rapport/contract";
import { ATTACHMENT_BYTES, NoteText } from "@rapport/contract/timeline";
import { Button, Card, Checkbox, ErrorText, Form, TextArea, useForm, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { z } from "zod";
import { sendFiles } from "./add-files.tsx";
import { saveNote } from "./note-queries.ts";
import { noteTexts } from "./note-texts.ts";
import { CUSTOMERS_KEY, type OneCustomer } from "./queries.ts";

const Values = z.object({ text: NoteText, pinned: z.boolean() });
const BLANK = { text: "", pinned: false };

/** A note that is being written, with its files. The page holds it, so that it stays while another tab shows. */
export function useNoteDraft(params: OneCustomer) {
  const text = useText(noteTexts);
  const toast = useToast();
  const { language } = usePreferences().appearance;
  const queryClient = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  // Sent again after a lost answer, it stays one note.
  const [id, setId] = useState(() => crypto.randomUUID());
  const save = useMutation({
    async mutationFn(values: z.output<typeof Values>) {
      const note = await saveNote(params, { id, ...values });
      return (await sendFiles({ ...params, noteId: note.id }, files)).failed;
    },
    onError(error) {
      // An earlier try was stored and only its answer was lost; what was changed since is another note.
      if (error instanceof Refusal && error.code === "note.id_in_use") setId(crypto.randomUUID());
    },
    async onSuccess(failed) {
      form.restart(BLANK);
      setFiles([]);
      setId(crypto.randomUUID());
      const [why] = failed;
      if (why === undefined) toast.say(text("saved"));
      else toast.warn(text("savedSome", { count: failed.length, why: describeError(why, language).text }));
      await queryClient.invalidateQueries({ queryKey: [CUSTOMERS_KEY, "one", params] });
    },
  });
  const { refused, rest } = useFormError(save.error, { schema: Values });
  const form = useForm({ schema: Values, start: BLANK, busy: save.isPending, refused, onSubmit: save.mutate });
  return { form, files, setFiles, rest, isUnsaved: () => form.isChanged || files.length > 0 };
}

/** Writes a note, with files. The note is saved first; a file that fails is told, the note stays, and the file can be added to it. */
export function NoteForm({ draft: { form, files, setFiles, rest } }: { draft: ReturnType<typeof useNoteDraft> }) {
  const text = useText(noteTexts);
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  return (
    <Card title={text("write")}>
      <Form form={form}>
        <TextArea label={text("text")} hint={text("textHint")} rows={3} {...form.field("text")} />
        {/* The browser's own field speaks the browser's language, so the button and the names are ours. */}
        <div className="r-field">
          <div className="r-row">
            <Button icon="upload" aria-describedby={`${fieldId}-hint`} onClick={() => input.current?.click()}>
              {text("choose")}
            </Button>
            <span>{formats.list(files.map(({ name }) => name))}</span>
          </div>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={text("files")}
            onChange={({ target }) => {
              setFiles(Array.from(target.files ?? []));
              // Emptied, so that the same file can be chosen again after the note is saved.
              target.value = "";
            }}
          />
          <p id={`${fieldId}-hint`} className="r-hint">
            {text("filesHint", { megabytes: ATTACHMENT_BYTES / 1024 ** 2 })}
          </p>
        </div>
        <Checkbox label={text("pinned")} checked={form.value("pinned")} onChange={({ target }) => form.set("pinned", target.checked)} />
        <ErrorText>{rest}</ErrorText>
        <div>
          <Button type="submit" variant="primary" busy={form.busy}>
            {text("save")}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
