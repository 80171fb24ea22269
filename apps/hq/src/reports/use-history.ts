import { useCallback, useEffect, useState } from "react";
import { withChange } from "./report-change.ts";
import type { ReportSearch } from "./report-search.ts";

/** How many changes can be undone. */
const MOST = 100;

interface Steps {
  readonly past: readonly ReportSearch[];
  readonly future: readonly ReportSearch[];
}

/** Changes of a report, which Ctrl+Z takes back and Ctrl+Shift+Z or Ctrl+Y makes again; in a text field these keys are the field's. */
export function useHistory({ search, go }: { search: ReportSearch; go: (to: ReportSearch) => void }) {
  const [{ past, future }, setSteps] = useState<Steps>({ past: [], future: [] });
  const change = useCallback(
    (part: Partial<ReportSearch>) => {
      if (Object.keys(part).length === 0) return;
      // Another page is the same report.
      const isChange = Object.keys(part).some((name) => name !== "page");
      if (isChange) setSteps({ past: [...past.slice(1 - MOST), search], future: [] });
      go(withChange(search, part));
    },
    [search, past, go],
  );
  const undo = useCallback(() => {
    const before = past.at(-1);
    if (before === undefined) return;
    setSteps({ past: past.slice(0, -1), future: [search, ...future] });
    go(before);
  }, [past, future, search, go]);
  const redo = useCallback(() => {
    const [after, ...rest] = future;
    if (after === undefined) return;
    setSteps({ past: [...past, search], future: rest });
    go(after);
  }, [past, future, search, go]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [undo, redo]);
  return { change, undo: past.length > 0 ? undo : null, redo: future.length > 0 ? redo : null };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select, [role=spinbutton]"));
}
