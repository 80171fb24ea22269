import { useText } from "@rapport/app-shell";
import { ConfirmDialog, FormDialog } from "@rapport/ui";
import { type ComponentProps, useState } from "react";
import { recordTexts } from "./texts.ts";

type Props = ComponentProps<typeof FormDialog>;

/** A form in a dialog that asks before what was typed is lost, by Escape, a press beside it or a button. */
export function GuardedDialog({ form, onClose, ...dialog }: Omit<Props, "form"> & { form: Props["form"] & { readonly isChanged: boolean } }) {
  const text = useText(recordTexts);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <FormDialog {...dialog} form={form} onClose={() => (form.isChanged ? setAsking(true) : onClose())} />
      <ConfirmDialog
        open={isAsking}
        onOpenChange={(open) => !open && setAsking(false)}
        title={text("leaveTitle")}
        text={text("leaveText")}
        cancelLabel={text("stay")}
        confirmLabel={text("leave")}
        onConfirm={onClose}
      />
    </>
  );
}
