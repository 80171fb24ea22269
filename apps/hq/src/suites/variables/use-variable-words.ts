import { useText } from "@rapport/app-shell";
import type { Allocation, SuiteSettings, VariableSettings } from "@rapport/contract/report-suites";
import { useFormats } from "@rapport/ui";
import { kindOf } from "./variable-kinds.ts";
import { variablesTexts } from "./variables-texts.ts";

/** The events that have names of their own. */
export const NAMED_EVENTS = ["purchase", "productView", "cartOpen", "checkout", "cartAdd", "cartRemove", "cartView"] as const;

/** Variables and their settings in words. */
export function useVariableWords(variables: SuiteSettings["variables"]) {
  const text = useText(variablesTexts);
  const formats = useFormats();
  const labelOf = (variable: string) => {
    const known = kindOf(variable);
    return known.kind === "other" ? text(known.variable) : text(known.kind, { number: known.number });
  };
  const eventOf = (event: string) => {
    const own = NAMED_EVENTS.find((known) => known === event);
    if (own !== undefined) return text(`events.${own}`);
    const number = event.replace(/^event/, "");
    const name = variables[event]?.name;
    return name === undefined ? text("event", { number }) : text("namedEvent", { number, name });
  };
  const endOf = ({ expiration }: VariableSettings) => {
    if (expiration === undefined) return "";
    if (expiration.kind === "event") return eventOf(expiration.event);
    if (expiration.kind !== "days") return text(`ends.${expiration.kind}`);
    return text("endsDays", { count: expiration.days, formatted: formats.number(expiration.days) });
  };
  const allocationOf = (variable: string, allocation: Allocation) =>
    text(allocation === "mostRecent" && kindOf(variable).kind === "list" ? "allocations.all" : `allocations.${allocation}`);
  return { labelOf, eventOf, endOf, allocationOf };
}
