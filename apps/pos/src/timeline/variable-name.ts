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

/** A variable's usual name in the person's language; the name that the retailer gave it as it is. */
export function variableName({ variable, name }: { variable: string; name: string }, text: TextOf<typeof whyTexts>): string {
  const usual = USUAL.find((known) => known === variable);
  return usual !== undefined && whyTexts.en(`variable.${usual}`) === name ? text(`variable.${usual}`) : name;
}
