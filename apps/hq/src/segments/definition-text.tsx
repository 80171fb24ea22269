import { useText } from "@rapport/app-shell";
import { Banner, TextArea } from "@rapport/ui";
import { definitionIn, type Sketch } from "./sketch.ts";
import { segmentTexts } from "./texts.ts";

/** The definition as text, for what cannot be drawn. */
export function DefinitionText({ sketch, onChange }: { sketch: Sketch & { kind: "text" }; onChange: (sketch: Sketch) => void }) {
  const text = useText(segmentTexts);
  return (
    <>
      <Banner>{text("asText")}</Banner>
      <TextArea
        label={text("definition")}
        value={sketch.text}
        rows={16}
        spellCheck={false}
        error={sketch.definition === null ? text("notJson") : undefined}
        onChange={({ target }) => onChange({ ...sketch, text: target.value, definition: definitionIn(target.value) })}
      />
    </>
  );
}
