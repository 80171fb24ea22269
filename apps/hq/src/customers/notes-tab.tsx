import { useText } from "@rapport/app-shell";
import type { CustomerNote } from "@rapport/contract/timeline";
import { Button, Card, ConfirmDialog, EmptyState, Icon, Loaded, useFormats, useToast, useUi } from "@rapport/ui";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AddFiles } from "./add-files.tsx";
import { NoteForm, type useNoteDraft } from "./note-form.tsx";
import { attachmentAddress, notesQuery, removeNote } from "./note-queries.ts";
import { noteTexts } from "./note-texts.ts";
import { CUSTOMERS_KEY, type OneCustomer } from "./queries.ts";

/** What is to be read before contact, then a new note, then all notes with their files. */
export function NotesTab({ params, draft }: { params: OneCustomer; draft: ReturnType<typeof useNoteDraft> }) {
  const text = useText(noteTexts);
  const query = useInfiniteQuery(notesQuery(params));
  const all = query.data?.pages.flatMap((page) => page.notes) ?? [];
  const pinned = all.filter((note) => note.pinned);
  const others = all.filter((note) => !note.pinned);
  return (
    <div className="hq-customer-tab">
      {pinned.length > 0 && (
        <Card title={text("first")}>
          <Notes params={params} notes={pinned} />
        </Card>
      )}
      <NoteForm draft={draft} />
      <Card title={text(pinned.length > 0 ? "others" : "all")}>
        <Loaded
          query={query}
          isEmpty={() => others.length === 0}
          empty={<EmptyState icon="note" title={text(pinned.length > 0 ? "noOthers" : "none")} text={text("noneText")} />}
        >
          {() => <Notes params={params} notes={others} />}
        </Loaded>
        {query.hasNextPage && (
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {text("earlier")}
          </Button>
        )}
      </Card>
    </div>
  );
}

function Notes({ params, notes }: { params: OneCustomer; notes: readonly CustomerNote[] }) {
  return (
    <ul className="hq-notes">
      {notes.map((note) => (
        <li key={note.id}>
          <Note params={params} note={note} />
        </li>
      ))}
    </ul>
  );
}

function Note({ params, note }: { params: OneCustomer; note: CustomerNote }) {
  const text = useText(noteTexts);
  const formats = useFormats();
  const when = formats.dateTime(note.writtenAt);
  return (
    <>
      <p className="hq-note-text">{note.text}</p>
      {note.attachments.length > 0 && (
        <ul className="hq-note-files">
          {note.attachments.map(({ id, name, bytes }) => (
            <li key={id}>
              <a href={attachmentAddress({ ...params, noteId: note.id, id })} download={name}>
                <Icon name="download" size={16} /> {text("file", { name, size: formats.bytes(bytes) })}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p className="r-row r-small r-muted">
        <span>{text("by", { name: note.author, when })}</span>
        {note.removable && <AddFiles params={{ ...params, noteId: note.id }} when={when} />}
        {note.removable && <Remove params={{ ...params, noteId: note.id }} when={when} />}
      </p>
    </>
  );
}

function Remove({ params, when }: { params: OneCustomer & { noteId: string }; when: string }) {
  const text = useText(noteTexts);
  const toast = useToast();
  const { language, describeError } = useUi();
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => removeNote(params),
    async onSuccess() {
      setAsked(false);
      toast.say(text("removed"));
      await queryClient.invalidateQueries({ queryKey: [CUSTOMERS_KEY, "one"] });
    },
  });
  return (
    <>
      <Button variant="quiet" aria-label={text("removeOf", { when })} onClick={() => setAsked(true)}>
        {text("remove")}
      </Button>
      <ConfirmDialog
        open={isAsked}
        onOpenChange={setAsked}
        title={text("removeTitle")}
        text={text("removeText")}
        confirmLabel={text("remove")}
        cancelLabel={text("cancel")}
        busy={remove.isPending}
        error={remove.isError ? describeError(remove.error, language).text : undefined}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
