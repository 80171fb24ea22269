import { expect, test } from "vitest";
import { whyFacts } from "./why-facts.ts";

const frozen = (variable: string, ...values: string[]) => ({ variable, name: variable, values, setAt: null });

test("the facts of a frozen sale say how the customer came and what they searched for", () => {
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

test("a fact that an earlier line has said is left out", () => {
  const site = "blog.example";
  const { how } = whyFacts([frozen("marketingchannel", "Referral"), frozen("marketingchanneldetail", site), frozen("originalreferringdomain", site)]);
  expect(how.map(({ label }) => label)).toEqual(["fact.marketingchannel", "fact.marketingchanneldetail"]);
});

test("counters and the retailer's own variables show only at headquarters", () => {
  expect(whyFacts([frozen("daysbeforefirstpurchase", "0"), frozen("visitnumber", "1"), frozen("evar1", "France")])).toEqual({ how: [], what: [] });
});
