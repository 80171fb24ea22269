import { useText } from "@rapport/app-shell";
import { formatOf, segmentsOf, type NumberSegment } from "@rapport/domain";
import { Select } from "@rapport/ui";
import { ChosenList } from "../attribute-groups/chosen-list.tsx";
import { parameterTexts } from "./texts.ts";

/** The segments of a format in their order: moved by drag or by keyboard, added and taken out (R64). Their texts are written in the format itself. */
export function SegmentsField({ legalEntity, format, onFormat }: { legalEntity: string; format: string; onFormat: (format: string) => void }) {
  const text = useText(parameterTexts);
  const segments = segmentsOf(format);
  const nameOf = (segment: NumberSegment) => {
    switch (segment.kind) {
      case "constant":
        return text("segment.constant", { text: segment.text });
      case "number":
        return text("segment.number", { places: segment.places });
      default:
        return text("segment.legalEntity", { code: legalEntity });
    }
  };
  const added: Readonly<Record<string, string>> = {
    legalEntity: "{legalEntity}",
    constant: "-",
    ...(segments.some(({ kind }) => kind === "number") ? {} : { number: "####" }),
  };
  return (
    <div className="r-stack">
      <p className="r-label">{text("segments")}</p>
      <ChosenList
        label={text("segments")}
        empty={text("noSegments")}
        removeLabel={(name) => text("removeSegment", { name })}
        onChoose={(ids) => onFormat(formatOf(ids.flatMap((id) => segments[Number(id)] ?? [])))}
        chosen={segments.map((segment, place) => ({ code: String(place), name: nameOf(segment) }))}
      />
      <Select
        label={text("addSegment")}
        value=""
        onChange={({ target }) => onFormat(format + (added[target.value] ?? ""))}
        options={[
          { value: "", label: text("chooseSegment") },
          ...Object.keys(added).map((kind) => ({ value: kind, label: text(`add.${kind as "legalEntity" | "constant" | "number"}`) })),
        ]}
      />
    </div>
  );
}
