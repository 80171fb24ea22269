import { useEffect, useSyncExternalStore } from "react";
import { onlineManager } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Banner, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { usePendingEntries, useUnsent } from "../unsent/use-unsent.ts";
import { shellTexts } from "./texts.ts";

/** Every page shows what has not reached the server, and asks before that is lost: nothing is dropped in silence. */
export function ConnectionNotices() {
  const text = useText(shellTexts);
  const formats = useFormats();
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const pending = usePendingEntries();
  const failed = pending.filter(({ state }) => state === "failed");
  const { entries, isKept } = useUnsent();
  useAskBeforeLeaving(!isKept && entries.length > 0);
  const [first] = failed;
  if (isOnline && first === undefined) return null;
  return (
    <div className="notices">
      {!isOnline && <Banner tone="warn">{text("connection.offline")}</Banner>}
      {first !== undefined && (
        <Banner
          tone="bad"
          actions={
            <Link to="/customers/$customerId" params={{ customerId: first.customerId }} className="r-button" data-variant="quiet">
              {text("connection.look")}
            </Link>
          }
        >
          {text("connection.unsaved", { count: failed.length, shown: formats.number(failed.length) })}
        </Banner>
      )}
    </div>
  );
}

function useAskBeforeLeaving(hasUnsaved: boolean): void {
  useEffect(() => {
    if (!hasUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    globalThis.addEventListener("beforeunload", ask);
    return () => globalThis.removeEventListener("beforeunload", ask);
  }, [hasUnsaved]);
}
