import type { Credit } from "@rapport/contract/timeline";
import type { z } from "zod";

/** The channel and the campaign that a sale or a visit is credited to. Each may be unknown. */
export type Known = z.infer<typeof Credit>;

/** The name of what brought a sale: its channel, else its campaign. */
export function sourceOf({ marketingChannel, campaign }: Known): string | null {
  return known(marketingChannel) ?? known(campaign);
}

/** Channel and campaign in a few words. */
export function creditInWords(credit: Known): string | null {
  const parts = [sourceOf(credit), known(credit.marketingChannel) === null ? null : campaignOf(credit)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" · ");
}

/** The campaign, unless it says the same as the channel. */
export function campaignOf({ marketingChannel, campaign }: Known): string | null {
  return campaign === marketingChannel ? null : known(campaign);
}

function known(value: string | null): string | null {
  return value === "" ? null : value;
}
