import { useText } from "@rapport/app-shell";
import type { SuiteSettings } from "@rapport/contract/report-suites";
import { Combobox } from "@rapport/ui";
import { suiteSettingsTexts } from "./suite-settings-texts.ts";

const EVARS = 250;
const NONE = "";

/** A choice of one eVar by number or name, or none. */
export function EvarField({
  label,
  hint,
  error,
  value,
  variables,
  onValue,
}: {
  label: string;
  hint: string;
  error: string | undefined;
  value: string | null;
  variables: SuiteSettings["variables"];
  onValue: (value: string | null) => void;
}) {
  const text = useText(suiteSettingsTexts);
  const evars = Array.from({ length: EVARS }, (_, n) => {
    const name = variables[`evar${n + 1}`]?.name;
    return { value: `evar${n + 1}`, label: name === undefined ? text("evar", { number: n + 1 }) : text("namedEvar", { number: n + 1, name }) };
  });
  // Named eVars are more likely choices.
  const options = [{ value: NONE, label: text("noEvar") }, ...evars.toSorted((a, b) => Number(isNamed(b.value)) - Number(isNamed(a.value)))];
  return (
    <Combobox label={label} hint={hint} error={error} value={value ?? NONE} options={options} onValue={(chosen) => onValue(chosen === NONE ? null : chosen)} />
  );

  function isNamed(variable: string): boolean {
    return variables[variable]?.name !== undefined;
  }
}
