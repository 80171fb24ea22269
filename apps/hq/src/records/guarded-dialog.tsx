import { useText } from "@rapport/app-shell";
import { ConfirmDialog, FormDialog } from "@rapport/ui";
import { type ComponentProps, type ReactNode, useState } from "react";
import { recordTexts } from "./texts.ts";

type Props = ComponentProps<typeof FormDialog>;

/** A form in a dialog that asks before what was typed is lost, by Escape, a press beside it or a button. */
export function GuardedDialog({ form, onClose, ...dialog }: Omit<Props, "form"> & { form: Props["form"] & { readonly isChanged: boolean } }) {
  const { close, question } = useAskBeforeClose({ isChanged: form.isChanged, onClose });
  return (
    <>
      <FormDialog {...dialog} form={form} onClose={close} />
      {question}
    </>
  );
}

/** Closes a dialog, or first asks when something in it would be lost. The question stands beside the dialog. */
export function useAskBeforeClose({ isChanged, onClose }: { isChanged: boolean; onClose: () => void }): { close: () => void; question: ReactNode } {
  const text = useText(recordTexts);
  const [isAsking, setAsking] = useState(false);
  return {
    close: () => (isChanged ? setAsking(true) : onClose()),
    question: (
      <ConfirmDialog
        open={isAsking}
        onOpenChange={(open) => !open && setAsking(false)}
        title={text("leaveTitle")}
        text={text("leaveDialogText")}
        cancelLabel={text("stay")}
        confirmLabel={text("leave")}
        onConfirm={onClose}
      />
    ),
  };
}
