import { expect, test } from "vitest";
import { campaignOf, sourceOf } from "./credit.ts";

test.for([
  [{ marketingChannel: "Referral", campaign: "Halloween - search" }, "Referral", "Halloween - search"],
  [{ marketingChannel: null, campaign: "Spring letter" }, "Spring letter", "Spring letter"],
  [{ marketingChannel: "Email", campaign: "Email" }, "Email", null],
  [{ marketingChannel: "", campaign: "" }, null, null],
] as const)("%o is named by %s, and its campaign is %s", ([credit, source, campaign]) => {
  expect([sourceOf(credit), campaignOf(credit)]).toEqual([source, campaign]);
});
