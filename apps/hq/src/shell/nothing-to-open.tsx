import { useText } from "@rapport/app-shell";
import { EmptyState } from "@rapport/ui";
import { shellTexts } from "./texts.ts";

/** For a person without a right to any page. */
export function NothingToOpen() {
  const text = useText(shellTexts);
  return <EmptyState icon="person" title={text("nav.nothing")} text={text("nav.nothingText")} />;
}
