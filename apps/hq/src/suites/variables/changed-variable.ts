import { Allocation, Expiration, VariableName, VariableSettings, type VariableChange } from "@rapport/contract/report-suites";
import { z } from "zod";
import { kindOf, persists } from "./variable-kinds.ts";

/** When a value may end. `days` and `event` say more. */
export const ENDS = ["hit", "visit", "never", "minute", "hour", "day", "week", "month", "quarter", "year", "days", "event"] as const;

/** The form of one variable. Fields that its kind does not have stay as they began. */
export const ChangedVariable = z
  .strictObject({
    variable: VariableName,
    name: z.string().trim().max(100),
    from: z.union([z.literal(""), VariableSettings.shape.from.unwrap()]),
    allocation: Allocation,
    ends: z.enum(ENDS),
    days: z.string().trim(),
    event: z.string(),
    delimiter: z.string().length(1),
    eventType: VariableSettings.shape.eventType.unwrap(),
  })
  .superRefine((form, { addIssue }) => {
    if (!persists(form.variable) || Expiration.safeParse(expirationOf(form)).success) return;
    addIssue({ code: "custom", path: [form.ends], input: form.ends === "days" ? form.days : form.event });
  });
export type ChangedVariable = z.output<typeof ChangedVariable>;

type Held = { [K in "allocation" | "expiration" | "delimiter" | "eventType"]: NonNullable<VariableSettings[K]> };

/** What holds for a variable: what was set, and else the usual (PE1). */
function heldOf(variable: string, { allocation, expiration, delimiter, eventType }: VariableSettings = {}): Held {
  return {
    allocation: allocation ?? "mostRecent",
    expiration: expiration ?? (variable === "marketingchannel" ? { kind: "days", days: 30 } : { kind: "visit" }),
    delimiter: delimiter ?? ",",
    eventType: eventType ?? "counter",
  };
}

/** The form of a variable with these settings. */
export function startOf(variable: string, settings: VariableSettings = {}): z.input<typeof ChangedVariable> {
  const { expiration, ...held } = heldOf(variable, settings);
  const more = { days: expiration.kind === "days" ? String(expiration.days) : "30", event: expiration.kind === "event" ? expiration.event : "purchase" };
  return { variable, name: settings.name ?? "", from: settings.from ?? "", ...held, ends: expiration.kind, ...more };
}

/** What the form changes of the settings before; null takes a setting away. A setting that only somebody else changed meanwhile stays. */
export function changesTo(before: VariableSettings | undefined, form: ChangedVariable): VariableChange {
  const kind = kindOf(form.variable).kind;
  const held = heldOf(form.variable, before);
  const expiration = Expiration.safeParse(expirationOf(form)).data;
  return {
    ...(form.name !== (before?.name ?? "") && { name: form.name === "" ? null : form.name }),
    ...(form.from !== (before?.from ?? "") && { from: form.from === "" ? null : form.from }),
    ...(persists(form.variable) && form.allocation !== held.allocation && { allocation: form.allocation }),
    ...(persists(form.variable) && expiration !== undefined && JSON.stringify(expiration) !== JSON.stringify(held.expiration) && { expiration }),
    ...(kind === "list" && form.delimiter !== held.delimiter && { delimiter: form.delimiter }),
    ...(kind === "event" && form.eventType !== held.eventType && { eventType: form.eventType }),
  };
}

function expirationOf({ ends, days, event }: Pick<ChangedVariable, "ends" | "days" | "event">) {
  if (ends === "days") return { kind: ends, days: /^\d{1,5}$/.test(days) ? Number(days) : Number.NaN };
  return ends === "event" ? { kind: ends, event } : { kind: ends };
}
