import { useText } from "@rapport/app-shell";
import { ConfirmDialog, useFormats } from "@rapport/ui";
import { type ReactNode, useState } from "react";
import { shellTexts } from "../shell/texts.ts";
import { usePendingEntries, useUnsent } from "../unsent/use-unsent.ts";
import { useSignOut } from "./use-sign-out.ts";

/** Signs out; asks first while something written is not sent yet. `dialog` stands beside what asks. */
export function useAskSignOut(): { readonly askSignOut: () => void; readonly dialog: ReactNode } {
  const text = useText(shellTexts);
  const formats = useFormats();
  const signOut = useSignOut();
  const unsaved = usePendingEntries().length;
  const { isKept } = useUnsent();
  const [asking, setAsking] = useState(false);
  return {
    askSignOut: () => (unsaved > 0 ? setAsking(true) : signOut.mutate()),
    dialog: (
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("signOut.unsavedTitle", { count: unsaved, shown: formats.number(unsaved) })}
        text={text(isKept ? "signOut.keptText" : "signOut.unsavedText")}
        confirmLabel={text(isKept ? "signOut.action" : "signOut.anyway")}
        tone={isKept ? "primary" : "danger"}
        cancelLabel={text("signOut.stay")}
        busy={signOut.isPending}
        onConfirm={() => signOut.mutate()}
      />
    ),
  };
}
