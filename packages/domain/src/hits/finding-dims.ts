import { channelOf, givenChannel } from "./marketing-channel.ts";
import { findingOf } from "./referrer.ts";
import { cut, MAX_BYTES } from "../values/text.ts";

/** Adds how the visitor came to a hit's `dims`: referrer, referring domain, search, marketing channel. A channel that is already set stays. */
export function setFinding(dims: Record<string, string>, { referrer, pageUrl, medium }: { referrer: string; pageUrl: string; medium: string }): void {
  const campaign = dims["campaign"] ?? "";
  const given = givenChannel(dims["channel"] ?? "");
  if (given !== undefined) dims["marketingchannel"] ??= given;
  if (referrer === "" && campaign === "" && medium === "") return;
  const kept = cut(referrer, MAX_BYTES.conversion);
  if (kept !== "") dims["referrer"] = kept;
  const finding = findingOf({ referrer, pageUrl });
  if (finding !== null) {
    dims["referringdomain"] = finding.referringDomain;
    dims["originalreferringdomain"] = finding.referringDomain;
    if (finding.searchEngine !== "") {
      dims["searchengine"] = finding.searchEngine;
      dims["searchkeyword"] = finding.searchKeyword;
    }
  }
  if (dims["marketingchannel"] !== undefined) return;
  const found = channelOf({ campaign, medium: cut(medium, MAX_BYTES.traffic), finding });
  if (found === null) return;
  dims["marketingchannel"] = found.channel;
  if (found.detail !== "") dims["marketingchanneldetail"] = found.detail;
}
