import { useText } from "@rapport/app-shell";
import { formatOf, segmentsOf, type NumberSegment } from "@rapport/domain";
import { Select, TextField } from "@rapport/ui";
import { useState } from "react";
import { ChosenList } from "../attribute-groups/chosen-list.tsx";
import { parameterTexts } from "./texts.ts";

/** The segments of a format in their order: moved by drag or by keyboard, added and taken out (R64). Below it each text and number is written. */
export function SegmentsField({
  legalEntity,
  format,
  isByStore,
  onFormat,
}: {
  legalEntity: string;
  format: string;
  isByStore: boolean;
  onFormat: (format: string) => void;
}) {
  const text = useText(parameterTexts);
  const segments = segmentsOf(format);
  const nameOf = (segment: NumberSegment) => {
    switch (segment.kind) {
      case "constant":
        return text("segment.constant", { text: segment.text });
      case "number":
        return text("segment.number", { places: segment.places });
      case "store":
        return text("segment.store");
      default:
        return text("segment.legalEntity", { code: legalEntity });
    }
  };
  const added: Readonly<Record<string, string>> = {
    legalEntity: "{legalEntity}",
    ...(isByStore && { store: "{store}" }),
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
      {segments.map((segment, place) =>
        segment.kind === "legalEntity" || segment.kind === "store" ? null : (
          <SegmentText
            // oxlint-disable-next-line react/no-array-index-key -- a segment is its place in the format
            key={`${segment.kind} ${place}`}
            label={text(segment.kind === "number" ? "segmentNumber" : "segmentText", { place: place + 1 })}
            value={segment.kind === "number" ? segment.places : segment.text}
            unwanted={segment.kind === "number" ? /[^#&]/g : /[#&]/g}
            onValue={(value) =>
              onFormat(formatOf(segments.with(place, segment.kind === "number" ? { ...segment, places: value } : { ...segment, text: value })))
            }
          />
        ),
      )}
      <Select
        label={text("addSegment")}
        value=""
        onChange={({ target }) => onFormat(format + (added[target.value] ?? ""))}
        options={[
          { value: "", label: text("chooseSegment") },
          ...Object.keys(added).map((kind) => ({ value: kind, label: text(`add.${kind as "legalEntity" | "store" | "constant" | "number"}`) })),
        ]}
      />
    </div>
  );
}

/** A segment without text would be none, so an empty field changes nothing, and shows the text again when it is left. */
function SegmentText({ label, value, unwanted, onValue }: { label: string; value: string; unwanted: RegExp; onValue: (value: string) => void }) {
  const [isEmpty, setIsEmpty] = useState(false);
  return (
    <TextField
      label={label}
      autoComplete="off"
      spellCheck={false}
      value={isEmpty ? "" : value}
      onChange={({ target }) => {
        const typed = target.value.replaceAll(unwanted, "");
        setIsEmpty(typed === "");
        if (typed !== "") onValue(typed);
      }}
      onBlur={() => setIsEmpty(false)}
    />
  );
}
