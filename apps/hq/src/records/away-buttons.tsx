import { useText } from "@rapport/app-shell";
import { Button, ConfirmDialog, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { recordTexts } from "./texts.ts";

/** Buttons that delete something, or say what uses it, and that put it out of use or into use again (OG3, OG4). */
export function AwayButtons({
  name,
  isActive,
  remove,
  setActive,
}: {
  name: string;
  isActive: boolean;
  /** Absent for what is never deleted. */
  remove?: (() => Promise<unknown>) | undefined;
  /** Absent for what is never out of use. */
  setActive?: ((active: boolean) => Promise<unknown>) | undefined;
}) {
  const text = useText(recordTexts);
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const { language, describeError } = useUi();
  const use = useMutation({
    mutationFn: async () => await setActive?.(!isActive),
    onSuccess: () => toast.say(text("saved")),
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return (
    <>
      {setActive !== undefined && (
        <Button busy={use.isPending} onClick={() => use.mutate()}>
          {text(isActive ? "deactivate" : "activate")}
        </Button>
      )}
      {remove !== undefined && (
        <Button variant="danger" onClick={() => setAsking(true)}>
          {text("delete")}
        </Button>
      )}
      {isAsking && remove !== undefined && <AskDeletion name={name} remove={remove} onClose={() => setAsking(false)} />}
    </>
  );
}

function AskDeletion({ name, remove, onClose }: { name: string; remove: () => Promise<unknown>; onClose: () => void }) {
  const text = useText(recordTexts);
  const toast = useToast();
  const { language, describeError } = useUi();
  const deletion = useMutation({ mutationFn: remove, onSuccess: () => toast.say(text("deleted")) });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={text("deleteTitle", { name })}
      text={text("deleteText")}
      error={deletion.error === null ? undefined : describeError(deletion.error, language).text}
      busy={deletion.isPending}
      cancelLabel={text("cancel")}
      confirmLabel={text("delete")}
      onConfirm={() => deletion.mutate()}
    />
  );
}
