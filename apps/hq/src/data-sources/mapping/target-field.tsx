import { useText } from "@rapport/app-shell";
import { Select } from "@rapport/ui";
import { TARGETS } from "./targets.ts";
import { mappingTexts } from "./texts.ts";

/** How many variables of a kind the list offers before one further is in use. */
const FIRST = 30;

/** The header under which a column is read. */
export function TargetField({ label, value, onValue }: { label: string; value: string | null; onValue: (header: string | null) => void }) {
  const text = useText(mappingTexts);
  const known = TARGETS.flatMap(({ group, headers }) => (group === "eVars" || group === "events" ? headers.slice(0, MORE) : headers));
  const own = value === null || known.includes(value) ? [] : [value];
  return (
    <Select
      label={label}
      hideLabel
      value={value ?? ""}
      options={[{ value: "", label: text("leftOut") }, ...[...own, ...known].map((header) => ({ value: header, label: header }))]}
      onChange={(event) => onValue(event.target.value === "" ? null : event.target.value)}
    />
  );
}

/** All eVars, and as many events. */
const MORE = Math.max(FIRST, 250);
