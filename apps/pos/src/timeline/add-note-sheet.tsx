import { type SubmitEvent, useId, useRef, useState } from "react";
import { getRouteApi } from "@tanstack/react-router";
import type { CustomerId } from "@rapport/contract";
import { Button, Sheet, Switch, TextArea, useFormats } from "@rapport/ui";
import { useText } from "../app/preferences.tsx";
import { newNoteId } from "./new-note-id.ts";
import { useAddNote } from "./use-add-note.ts";

const signedIn = getRouteApi("/signed-in");
const LONGEST = 4000;

/** Text, pin, save. What was typed stays when the sheet closes, and when the session ends. */
export function AddNoteSheet({
  customerId,
  name,
  open,
  onOpenChange,
}: {
  customerId: CustomerId;
  name: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const text = useText();
  const form = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={text("note.title", { name })}
      initialFocus={field}
      footer={
        <Button type="submit" form={form} variant="primary" wide>
          {text("note.save")}
        </Button>
      }
    >
      <NoteForm id={form} customerId={customerId} field={field} onDone={() => onOpenChange(false)} />
    </Sheet>
  );
}

function NoteForm({
  id,
  customerId,
  field,
  onDone,
}: {
  id: string;
  customerId: CustomerId;
  field: React.RefObject<HTMLTextAreaElement | null>;
  onDone: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  const { drafts } = signedIn.useRouteContext();
  const [draft, setDraft] = useState(() => drafts.of(customerId));
  const [asked, setAsked] = useState(false);
  const addNote = useAddNote(customerId);
  const length = draft.text.trim().length;
  const tooLong = length > LONGEST ? text("note.tooLong", { max: formats.number(LONGEST), count: formats.number(length) }) : undefined;
  const missing = asked && length === 0 ? text("note.empty") : undefined;
  const change = (part: Partial<typeof draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    drafts.keep(customerId, next);
  };
  const submit = (event?: SubmitEvent) => {
    event?.preventDefault();
    if (length === 0 || tooLong !== undefined) {
      setAsked(true);
      field.current?.focus();
      return;
    }
    addNote.mutate({ customerId, id: newNoteId(), text: draft.text.trim(), pinned: draft.pinned });
    drafts.keep(customerId, { text: "", pinned: false });
    onDone();
  };
  return (
    <form id={id} className="r-stack" noValidate onSubmit={submit}>
      <TextArea
        ref={field}
        label={text("note.text")}
        hint={
          <>
            {text("note.everyone")} <span className="fine-pointer">{text("note.saveHint")}</span>
          </>
        }
        error={tooLong ?? missing}
        rows={6}
        required
        enterKeyHint="enter"
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      <Switch label={text("note.pin")} hint={text("note.pinHint")} checked={draft.pinned} onChange={(pinned) => change({ pinned })} />
    </form>
  );
}
