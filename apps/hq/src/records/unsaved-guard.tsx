import { useText } from "@rapport/app-shell";
import { ConfirmDialog } from "@rapport/ui";
import { useBlocker } from "@tanstack/react-router";
import { recordTexts } from "./texts.ts";

/** Asks before a page is left on which something is changed and not saved; the browser asks itself when the tab is closed. */
export function UnsavedGuard({ isUnsaved }: { isUnsaved: () => boolean }) {
  const text = useText(recordTexts);
  const { status, proceed, reset } = useBlocker({
    // The same page with another search is still this page.
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isUnsaved(),
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={status === "blocked"}
      onOpenChange={(open) => !open && reset?.()}
      title={text("leaveTitle")}
      text={text("leaveText")}
      cancelLabel={text("stay")}
      confirmLabel={text("leave")}
      onConfirm={() => proceed?.()}
    />
  );
}
