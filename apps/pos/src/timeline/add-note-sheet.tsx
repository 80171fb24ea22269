import { useId, useRef } from "react";
import { getRouteApi } from "@tanstack/react-router";
import type { CustomerId } from "@rapport/contract";
import { addNote, NoteText } from "@rapport/contract/timeline";
import { Button, Form, Sheet, Switch, TextArea, useForm, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { newNoteId } from "./new-note-id.ts";
import { useAddNote } from "./use-add-note.ts";
import { timelineTexts } from "./texts.ts";

const signedIn = getRouteApi("/signed-in");
const Draft = addNote.body.pick({ text: true, pinned: true }).required();

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
  const text = useText(timelineTexts);
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
      <NoteForm id={form} customerId={customerId} areaRef={field} onDone={() => onOpenChange(false)} />
    </Sheet>
  );
}

function NoteForm({
  id,
  customerId,
  areaRef,
  onDone,
}: {
  id: string;
  customerId: CustomerId;
  areaRef: React.RefObject<HTMLTextAreaElement | null>;
  onDone: () => void;
}) {
  const text = useText(timelineTexts);
  const formats = useFormats();
  const { drafts } = signedIn.useRouteContext();
  const save = useAddNote(customerId);
  const form = useForm({
    schema: Draft,
    start: drafts.of(customerId),
    tell: "onChange",
    onSubmit(note) {
      save.mutate({ customerId, id: newNoteId(), ...note });
      drafts.keep(customerId, { text: "", pinned: false });
      onDone();
    },
  });
  const { ref, ...written } = form.field("text", {
    too_small: text("note.empty"),
    too_big: text("note.tooLong", { max: formats.number(NoteText.maxLength ?? 0), count: formats.number(form.value("text").trim().length) }),
  });
  return (
    <Form form={form} id={id} onChange={() => drafts.keep(customerId, form.values())}>
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
