import { useText } from "@rapport/app-shell";
import type { UnsentEntry } from "../unsent/entry.ts";
import { useUnsent } from "../unsent/use-unsent.ts";
import { timelineTexts } from "./texts.ts";

/** The state of a finished entry that is not stored yet and has not failed. */
export function OnItsWay({ entry }: { entry: UnsentEntry }) {
  const text = useText(timelineTexts);
  const { isKept } = useUnsent();
  if (entry.state === "saving") return text("note.saving");
  return text(isKept ? "note.kept" : "note.waiting");
}
