import type { SuiteSettings, VariableSettings } from "@rapport/contract/report-suites";

/** The kinds of variables, in the order of the list. */
export const KINDS = ["evar", "prop", "event", "list", "other"] as const;
export type Kind = (typeof KINDS)[number];

const NUMBERED = { evar: 250, prop: 75, event: 1_000, list: 3 } as const;
const OTHERS = ["campaign", "marketingchannel", "product", "category", "page", "channel"] as const;
export type OtherVariable = (typeof OTHERS)[number];

/** Every variable that has settings, in the order of the list. */
export const VARIABLES: readonly string[] = [
  ...Object.entries(NUMBERED).flatMap(([kind, most]) => Array.from({ length: most }, (_, n) => `${kind}${n + 1}`)),
  ...OTHERS,
];

/** A variable's kind, with its number, or with its own name where it has none. */
export function kindOf(variable: string): { kind: Exclude<Kind, "other">; number: number } | { kind: "other"; variable: OtherVariable } {
  const [, kind, number] = /^(evar|prop|event|list)(\d+)$/.exec(variable) ?? [];
  if (kind === undefined) return { kind: "other", variable: OTHERS.find((known) => known === variable) ?? "page" };
  // The pattern names these four.
  return { kind: kind as Exclude<Kind, "other">, number: Number(number) };
}

/** True when values persist, so that they are allocated and expire (PE1). */
export function persists(variable: string): boolean {
  return /^(evar|list)\d|^(campaign|marketingchannel)$/.test(variable);
}

/** The variables with settings, in the order of the list, that are of the kind and whose name or label contains the text. */
export function variablesShown(
  variables: SuiteSettings["variables"],
  { search = "", kind, labelOf }: { search?: string | undefined; kind?: Kind | undefined; labelOf: (variable: string) => string },
): string[] {
  const wanted = search.trim().toLocaleLowerCase();
  const says = (text: string) => text.toLocaleLowerCase().includes(wanted);
  return VARIABLES.filter((variable) => isSetUp(variables[variable]))
    .filter((variable) => kind === undefined || kindOf(variable).kind === kind)
    .filter((variable) => says(labelOf(variable)) || says(variable) || says(variables[variable]?.name ?? "") || says(variables[variable]?.from ?? ""));
}

/** True when a variable has a setting. */
export function isSetUp(settings: VariableSettings | undefined): boolean {
  return settings !== undefined && Object.keys(settings).length > 0;
}
