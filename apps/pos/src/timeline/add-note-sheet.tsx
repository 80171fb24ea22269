import { useId, useRef } from "react";
import type { CustomerId } from "@rapport/contract";
import { addNote, NoteText } from "@rapport/contract/timeline";
import { Button, Form, Sheet, Switch, TextArea, useForm, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useDraft, useUnsentEntries } from "../unsent/use-unsent.ts";
import { DiscardEntry } from "./discard-entry.tsx";
import { timelineTexts } from "./texts.ts";

const Draft = addNote.body.pick({ text: true, pinned: true }).required();

/** The form for a note: text, pin, save. A typed text stays its writer's on this device until it is saved or thrown away (OF7). */
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
  const text = useText(timelineTexts);
  const form = useId();
  const draft = useDraft({ kind: "note", customerId });
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={text("note.title", { name })}
      initialFocus={field}
      footer={
        <>
          {draft !== undefined && <DiscardEntry entry={draft} onDone={() => onOpenChange(false)} />}
          <Button type="submit" form={form} variant="primary" wide>
            {text("note.save")}
          </Button>
        </>
      }
    >
      <NoteForm id={form} customerId={customerId} customerName={name} areaRef={field} onDone={() => onOpenChange(false)} />
    </Sheet>
  );
}

function NoteForm({
  id,
  customerId,
  customerName,
  areaRef,
  onDone,
}: {
  id: string;
  customerId: CustomerId;
  customerName: string;
  areaRef: React.RefObject<HTMLTextAreaElement | null>;
  onDone: () => void;
}) {
  const text = useText(timelineTexts);
  const formats = useFormats();
  const unsent = useUnsentEntries();
  const { text: begun = "", pinned = false } = unsent.draftOf({ kind: "note", customerId }) ?? {};
  const form = useForm({
    schema: Draft,
    start: { text: begun, pinned },
    tell: "onChange",
    onSubmit(note) {
      unsent.save({ kind: "note", customerId, customerName, ...note });
      onDone();
    },
  });
  const { ref, ...written } = form.field("text", {
    too_small: text("note.empty"),
    too_big: text("note.tooLong", { max: formats.number(NoteText.maxLength ?? 0), count: formats.number(form.value("text").trim().length) }),
  });
  return (
    <Form form={form} id={id} onChange={() => unsent.keepDraft({ kind: "note", customerId, customerName, ...form.values() })}>
      <TextArea
        {...written}
        ref={(area) => {
          ref(area);
          areaRef.current = area;
        }}
        label={text("note.text")}
        hint={
          <>
            {text("note.everyone")} <span className="fine-pointer">{text("note.saveHint")}</span>
          </>
        }
        rows={6}
        required
        enterKeyHint="enter"
      />
      <Switch label={text("note.pin")} hint={text("note.pinHint")} checked={form.value("pinned")} onChange={(pinned) => form.set("pinned", pinned)} />
    </Form>
  );
}
