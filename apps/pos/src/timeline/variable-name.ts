import type { TextOf } from "@rapport/app-shell";
import { whyTexts } from "./why-texts.ts";

const USUAL = [
  "marketingchannel",
  "marketingchanneldetail",
  "campaign",
  "referringdomain",
  "originalreferringdomain",
  "searchengine",
  "searchkeyword",
  "product",
  "category",
  "visitnumber",
  "daysbeforefirstpurchase",
  "dayssincelastpurchase",
] as const;

/** The retailer's name for a variable; without one, its usual name in the person's language. */
export function variableName({ variable, name }: { variable: string; name: string | null }, text: TextOf<typeof whyTexts>): string {
  if (name !== null) return name;
  const usual = USUAL.find((known) => known === variable);
  if (usual !== undefined) return text(`variable.${usual}`);
  const [, kind, number] = /^(evar|list)(\d+)$/.exec(variable) ?? [];
  if (number === undefined) return variable;
  return text(kind === "evar" ? "variable.evar" : "variable.list", { number });
}
