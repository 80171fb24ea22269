import { useText } from "./preferences.tsx";
import { defineTexts, type TextOf } from "./texts.ts";

export const variableTexts = defineTexts({
  en: {
    marketingchannel: "Marketing channel",
    marketingchanneldetail: "Marketing channel detail",
    campaign: "Tracking code",
    referringdomain: "Referring domain",
    originalreferringdomain: "Original referring domain",
    searchengine: "Search engine",
    searchkeyword: "Search keyword",
    evar: "eVar {{number}}",
    list: "List {{number}}",
    product: "Product",
    category: "Category",
    visitnumber: "Visit number",
    daysbeforefirstpurchase: "Days before first purchase",
    dayssincelastpurchase: "Days since last purchase",
    zip: "Postal code",
  },
  nl: {
    marketingchannel: "Marketingkanaal",
    marketingchanneldetail: "Detail van het marketingkanaal",
    campaign: "Trackingcode",
    referringdomain: "Verwijzend domein",
    originalreferringdomain: "Eerste verwijzende domein",
    searchengine: "Zoekmachine",
    searchkeyword: "Zoekwoord",
    evar: "eVar {{number}}",
    list: "Lijst {{number}}",
    product: "Product",
    category: "Categorie",
    visitnumber: "Bezoeknummer",
    daysbeforefirstpurchase: "Dagen voor de eerste aankoop",
    dayssincelastpurchase: "Dagen sinds de laatste aankoop",
    zip: "Postcode",
  },
});

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
  "zip",
] as const;

export interface NamedVariable {
  readonly variable: string;
  /** What the retailer calls it. */
  readonly name: string | null;
}

/** The retailer's name for a variable; without one, its usual name in the person's language. */
export function variableName({ variable, name }: NamedVariable, text: TextOf<typeof variableTexts>): string {
  if (name !== null) return name;
  const usual = USUAL.find((known) => known === variable);
  if (usual !== undefined) return text(usual);
  const [, kind, number] = /^(evar|list)(\d+)$/.exec(variable) ?? [];
  if (number === undefined) return variable;
  return text(kind === "evar" ? "evar" : "list", { number });
}

export function useVariableName(): (variable: NamedVariable) => string {
  const text = useText(variableTexts);
  return (variable) => variableName(variable, text);
}
