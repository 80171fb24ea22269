import { useText } from "@rapport/app-shell";
import type { UnsentNote } from "../unsent/note.ts";
import { useUnsent } from "../unsent/use-unsent.ts";
import { timelineTexts } from "./texts.ts";

/** The state of a finished note that is not stored yet and has not failed. */
export function OnItsWay({ note }: { note: UnsentNote }) {
  const text = useText(timelineTexts);
  const { isKept } = useUnsent();
  if (note.state === "saving") return text("note.saving");
  return text(isKept ? "note.kept" : "note.waiting");
}
