import { useText } from "@rapport/app-shell";
import { Button, ConfirmDialog, Dialog, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { recordTexts } from "./texts.ts";

/** What is said before something goes away. */
export interface AwayWords {
  /** With it, putting out of use is asked first: what happens then. */
  readonly deactivate?: ReactNode;
  /** Why it cannot be deleted, where that is known before asking. Putting it out of use is offered instead. */
  readonly undeletable?: ReactNode;
}

/** Buttons that delete something, or say what uses it, and that put it out of use or into use again (OG3, OG4). */
export function AwayButtons({
  name,
  isActive,
  remove,
  setActive,
  words = {},
}: {
  name: string;
  isActive: boolean;
  /** Absent for what is never deleted. */
  remove?: (() => Promise<unknown>) | undefined;
  /** Absent for what is never out of use. */
  setActive?: ((active: boolean) => Promise<unknown>) | undefined;
  words?: AwayWords | undefined;
}) {
  const text = useText(recordTexts);
  const toast = useToast();
  const [asking, setAsking] = useState<"delete" | "deactivate" | null>(null);
  const { language, describeError } = useUi();
  const isUndeletable = words.undeletable !== undefined && setActive !== undefined;
  const use = useMutation({
    mutationFn: async () => await setActive?.(!isActive),
    onSuccess: () => toast.say(text("saved")),
    onError: (error) => toast.warn(describeError(error, language).text),
    onSettled: () => setAsking(null),
  });
  return (
    <>
      {setActive !== undefined && (
        <Button busy={use.isPending} onClick={() => (isActive && words.deactivate !== undefined ? setAsking("deactivate") : use.mutate())}>
          {text(isActive ? "deactivate" : "activate")}
        </Button>
      )}
      {remove !== undefined && (
        <Button variant="danger" onClick={() => setAsking("delete")}>
          {text("delete")}
        </Button>
      )}
      {asking === "delete" && remove !== undefined && !isUndeletable && <AskDeletion name={name} remove={remove} onClose={() => setAsking(null)} />}
      {asking === "delete" && isUndeletable && !isActive && (
        <Dialog
          open
          onOpenChange={(open) => !open && setAsking(null)}
          title={text("undeletableTitle", { name })}
          footer={<Button onClick={() => setAsking(null)}>{text("close")}</Button>}
        >
          {words.undeletable}
        </Dialog>
      )}
      {isActive && (asking === "deactivate" || (asking === "delete" && isUndeletable)) && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setAsking(null)}
          title={text(asking === "delete" ? "undeletableTitle" : "deactivateTitle", { name })}
          text={
            <>
              {asking === "delete" && <>{words.undeletable} </>}
              {words.deactivate}
            </>
          }
          busy={use.isPending}
          cancelLabel={text("cancel")}
          confirmLabel={text("deactivate")}
          onConfirm={() => use.mutate()}
        />
      )}
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
