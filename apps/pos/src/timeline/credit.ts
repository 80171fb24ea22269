import type { Credit } from "@rapport/contract/timeline";
import type { z } from "zod";

/** What a sale or a visit is credited to: two facts, each of which may be unknown. */
export type Known = z.infer<typeof Credit>;

/** The one thing to name a sale by: its channel, else its campaign. */
export function sourceOf({ marketingChannel, campaign }: Known): string | null {
  return known(marketingChannel) ?? known(campaign);
}

/** Channel and campaign in a few words. */
export function creditInWords(credit: Known): string | null {
  const parts = [sourceOf(credit), known(credit.marketingChannel) === null ? null : campaignOf(credit)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" · ");
}

/** The campaign, unless it says no more than the channel did. */
export function campaignOf({ marketingChannel, campaign }: Known): string | null {
  return campaign === marketingChannel ? null : known(campaign);
}

function known(value: string | null): string | null {
  return value === "" ? null : value;
}
