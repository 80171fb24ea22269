import { useText } from "@rapport/app-shell";
import { ConfirmDialog } from "@rapport/ui";
import { useBlocker } from "@tanstack/react-router";
import { recordTexts } from "./texts.ts";

/** The legal entity that is chosen on a page. */
function entityIn(search: object): unknown {
  return "legalEntity" in search ? search.legalEntity : undefined;
}

/** Asks before leaving a page with unsaved changes. When the tab is closed, the browser asks. */
export function UnsavedGuard({ isUnsaved }: { isUnsaved: () => boolean }) {
  const text = useText(recordTexts);
  const { status, proceed, reset } = useBlocker({
    // The same page with other search parameters is still this page, unless it is of another legal entity.
    shouldBlockFn: ({ current, next }) => (current.pathname !== next.pathname || entityIn(current.search) !== entityIn(next.search)) && isUnsaved(),
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
