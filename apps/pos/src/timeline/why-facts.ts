import type { SaleExplanation } from "@rapport/contract/timeline";
import type { PlainKey } from "@rapport/app-shell";
import type { whyTexts } from "./why-texts.ts";

type Frozen = SaleExplanation["frozen"][number];
export interface WhyFact {
  label: PlainKey<typeof whyTexts> & `fact.${string}`;
  values: readonly string[];
  setAt: string | null;
}

const HOW = ["marketingchannel", "marketingchanneldetail", "campaign", "searchengine", "referringdomain", "originalreferringdomain"] as const;
const WHAT = ["searchkeyword", "product", "category"] as const;

/** The facts of a frozen sale that an associate wants to know. All other values (the retailer's own variables, counters) are for headquarters. */
export function whyFacts(frozen: readonly Frozen[]): { how: WhyFact[]; what: WhyFact[] } {
  return { how: factsOf(HOW, frozen), what: factsOf(WHAT, frozen) };
}

/** Leaves out a value that an earlier line says already, such as a referral's detail, which is its site. */
function factsOf(variables: readonly ((typeof HOW)[number] | (typeof WHAT)[number])[], frozen: readonly Frozen[]): WhyFact[] {
  const said = new Set<string>();
  return variables.flatMap((variable) => {
    const found = frozen.find((value) => value.variable === variable);
    const values = found?.values.filter((value) => !said.has(value.toLowerCase())) ?? [];
    for (const value of values) said.add(value.toLowerCase());
    return found === undefined || values.length === 0 ? [] : [{ label: `fact.${variable}` as const, values, setAt: found.setAt }];
  });
}
