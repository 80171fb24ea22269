import { useText } from "@rapport/app-shell";
import { ShownOnce } from "../account/shown-once.tsx";
import { apiKeyTexts } from "./texts.ts";

/** A key that was just made. It is shown only now. */
export function NewKey({ made, onClose }: { made: { readonly key: string }; onClose: () => void }) {
  const text = useText(apiKeyTexts);
  return <ShownOnce title={text("madeTitle")} text={text("madeText")} label={text("key")} secret={made.key} onClose={onClose} />;
}
