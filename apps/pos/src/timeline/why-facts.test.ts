import { expect, test } from "vitest";
import { whyFacts } from "./why-facts.ts";

const frozen = (variable: string, ...values: string[]) => ({ variable, name: variable, values, setAt: null });

test("a frozen sale is told as how they came and what they looked for", () => {
  const { how, what } = whyFacts([
    frozen("campaign", "Halloween - search"),
    frozen("marketingchannel", "Paid search"),
    frozen("category", "Jewellery"),
    frozen("searchkeyword", "glass heart"),
  ]);
  expect(how.map(({ label, values }) => [label, ...values])).toEqual([
    ["fact.marketingchannel", "Paid search"],
    ["fact.campaign", "Halloween - search"],
  ]);
  expect(what.map(({ label, values }) => [label, ...values])).toEqual([
    ["fact.searchkeyword", "glass heart"],
    ["fact.category", "Jewellery"],
  ]);
});

test("what a line before has said is not said again", () => {
  const site = "blog.example";
  const { how } = whyFacts([frozen("marketingchannel", "Referral"), frozen("marketingchanneldetail", site), frozen("originalreferringdomain", site)]);
  expect(how.map(({ label }) => label)).toEqual(["fact.marketingchannel", "fact.marketingchanneldetail"]);
});

test("counters and the retailer's own variables are left to headquarters", () => {
  expect(whyFacts([frozen("daysbeforefirstpurchase", "0"), frozen("visitnumber", "1"), frozen("evar1", "France")])).toEqual({ how: [], what: [] });
});
