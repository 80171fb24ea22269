import { expect, test } from "vitest";
import { campaignOf, creditInWords, sourceOf } from "./credit.ts";

test.for([
  [{ marketingChannel: "Referral", campaign: "Halloween - search" }, "Referral", "Halloween - search", "Referral · Halloween - search"],
  [{ marketingChannel: null, campaign: "Spring letter" }, "Spring letter", "Spring letter", "Spring letter"],
  [{ marketingChannel: "Email", campaign: "Email" }, "Email", null, "Email"],
  [{ marketingChannel: "", campaign: "" }, null, null, null],
] as const)("%o is named by %s, its campaign is %s, and together they are %s", ([credit, source, campaign, words]) => {
  expect([sourceOf(credit), campaignOf(credit), creditInWords(credit)]).toEqual([source, campaign, words]);
});
