import type { Finding } from "./referrer.ts";

export interface Channel {
  readonly channel: string;
  /** The tracking code, else the referring domain. */
  readonly detail: string;
}

/** The channel of a visit that begins without any other sign. It replaces a persisting channel only when a hit names it. */
export const DIRECT = "Direct";

/**
 * The channel by default rules, until a suite has its own (CH1): e-mail, paid and natural
 * search, social, referral, by the words of the campaign and by the referrer. null when the hit tells nothing.
 */
export function channelOf({ campaign, medium, finding }: { campaign: string; medium: string; finding: Finding | null }): Channel | null {
  if (campaign === "" && medium === "" && finding === null) return null;
  const detail = campaign === "" ? (finding?.referringDomain ?? medium) : campaign;
  const named = channelOfWords(medium) ?? channelOfWords(campaign);
  if (named !== undefined) return { channel: named, detail };
  if (finding !== null && SOCIAL_SITES.has(siteOf(finding.referringDomain))) return { channel: "Social", detail };
  if (finding !== null && finding.searchEngine !== "") return { channel: campaign === "" ? "Natural Search" : "Paid Search", detail };
  if (campaign !== "" || medium !== "") return { channel: "Other Campaigns", detail };
  return { channel: "Referral", detail };
}

/** The channel that a hit names in `channel` (CH2); undefined for a site section of any other name. */
export function givenChannel(text: string): string | undefined {
  return GIVEN.get(text.toLowerCase().replace("e-mail", "email"));
}

const GIVEN: ReadonlyMap<string, string> = new Map(
  ["Email", "Paid Search", "Natural Search", "Social", "Referral", "Display", DIRECT].map((channel) => [channel.toLowerCase(), channel] as const),
);

/** Finds the channel by whole words of a medium (`cpc`) or a tracking code (`spring_email_7`). */
const CHANNEL_OF_WORD: ReadonlyMap<string, string> = new Map([
  ...["email", "mail", "newsletter", "eml", "em"].map((word) => [word, "Email"] as const),
  ...["cpc", "ppc", "sem", "sea", "paidsearch", "adwords"].map((word) => [word, "Paid Search"] as const),
  ...["social", "facebook", "instagram", "tiktok", "pinterest", "linkedin", "twitter"].map((word) => [word, "Social"] as const),
  ...["referral", "affiliate", "affiliates", "partner"].map((word) => [word, "Referral"] as const),
  ["organic", "Natural Search"],
  ...["display", "banner", "cpm"].map((word) => [word, "Display"] as const),
]);

/** The names of social sites: `facebook` of `m.facebook.com` (`SOCIAL_SUFFIXES`). */
export const SOCIAL_SITES: ReadonlySet<string> = new Set([
  "facebook",
  "instagram",
  "tiktok",
  "pinterest",
  "linkedin",
  "twitter",
  "x",
  "t",
  "youtube",
  "reddit",
  "whatsapp",
  "snapchat",
]);

function channelOfWords(text: string): string | undefined {
  if (text === "") return undefined;
  const words = text
    .toLowerCase()
    .replace(/e-mail/g, "email")
    .replace(/paid[-_ ]search/g, "paidsearch")
    .split(/[^a-z0-9]+/);
  for (const word of words) {
    const channel = CHANNEL_OF_WORD.get(word);
    if (channel !== undefined) return channel;
  }
  return undefined;
}

export const SOCIAL_SUFFIXES: readonly string[] = ["com", "co", "net"];

/** The site's name: `facebook` of `m.facebook.com`. Only sites under .com, .co or .net count, so that `x` and `t` are really those sites. */
function siteOf(host: string): string {
  const labels = host.split(".");
  const suffix = labels.at(-1) ?? "";
  return SOCIAL_SUFFIXES.includes(suffix) ? (labels.at(-2) ?? "") : "";
}
