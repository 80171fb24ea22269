import { expect, test } from "vitest";
import { changesOf, nextNumbers, ownersOffered, parametersForm, type ParameterValues } from "./form-values.ts";

const read: ParameterValues = {
  customerAttributeGroup: "",
  clientBookAttributeGroup: "taste",
  measures: ["netSpend365"],
  activityTypeHours: "3",
  booksPerCustomer: "1",
  searchCriteria: [{ property: "name", shortcut: false }],
  searchAttributes: [],
  sharesCustomers: false,
  format: "CB-####",
  next: "12",
  continuous: false,
  reserve: "1",
  countsWith: "",
  customerFormat: "",
  customerNext: "1",
  customerContinuous: false,
  customerReserve: "1",
  customerCountsWith: "",
};
const sequence = {
  reference: "clientBook" as const,
  format: "CB-####",
  next: 12,
  continuous: false,
  reserve: 1,
  countsWith: null,
  scope: "legalEntity" as const,
  segments: [],
  preview: "CB-0012",
};
const wrong = (values: Partial<ParameterValues>, of: typeof sequence | undefined = sequence) =>
  parametersForm({ sequences: { clientBook: of, customer: undefined } })
    .safeParse({ ...read, ...values })
    .error?.issues.map(({ path }) => path[0]) ?? [];

test("R64 R67 the next numbers are shown as they will be written, until the format is used up", () => {
  expect(nextNumbers("CB-####", "12")).toEqual(["CB-0012", "CB-0013", "CB-0014"]);
  expect(nextNumbers("{legalEntity}-#", "8", { legalEntity: "NL" })).toEqual(["NL-8", "NL-9"]);
  expect(nextNumbers("#", "9")).toEqual(["9"]);
  expect(nextNumbers("#", "10")).toEqual([]);
  expect(nextNumbers("CB", "1")).toEqual([]);
});

test("a number that was given is not given again with the same format; another format begins where it says", () => {
  expect(wrong({ next: "11" })).toEqual(["next"]);
  expect(wrong({ next: "soon" })).toEqual(["next"]);
  expect(wrong({ next: "20" })).toEqual([]);
  expect(wrong({ format: "B-###", next: "1" })).toEqual([]);
});

test("numbers are reserved ahead from 1 to 1,000", () => {
  expect(["0", "1001", "many", "5"].map((reserve) => wrong({ reserve }))).toEqual([["reserve"], ["reserve"], ["reserve"], []]);
});

test("a format has one run of signs, and is not taken away once it is assigned", () => {
  expect(wrong({ format: "CB" })).toEqual(["format"]);
  expect(wrong({ format: "#-#" })).toEqual(["format"]);
  expect(wrong({ format: "" })).toEqual(["format"]);
  expect(parametersForm({ sequences: { clientBook: undefined, customer: undefined } }).safeParse({ ...read, format: "", next: "1" }).success).toBe(true);
});

test("R63 whoever counts together can choose among those they manage, and the one it counts with now stays chosen", () => {
  const [a, b, c] = [
    { code: "A", name: "Amsterdam" },
    { code: "B", name: "Brussels" },
    { code: "C", name: "Cologne" },
  ];
  expect(ownersOffered([a], { legalEntity: "A", current: null })).toEqual([]);
  expect(ownersOffered([a], { legalEntity: "A", current: "B" })).toEqual([{ code: "B", name: "B" }]);
  expect(ownersOffered([a, c], { legalEntity: "A", current: "B" })).toEqual([c, { code: "B", name: "B" }]);
  expect(ownersOffered([a, b, c], { legalEntity: "A", current: "B" })).toEqual([b, c]);
});

test("C1 only what was changed is sent", () => {
  expect(changesOf(read, read)).toEqual({});
  expect(changesOf({ ...read, clientBookAttributeGroup: "", measures: [] }, read)).toEqual({ clientBookAttributeGroup: null, measures: [] });
  expect(changesOf({ ...read, next: "20" }, read)).toEqual({ numberSequence: { format: "CB-####", next: 20 } });
  expect(changesOf({ ...read, countsWith: "BE" }, read)).toEqual({ numberSequence: { countsWith: "BE" } });
  expect(changesOf(read, { ...read, countsWith: "BE" })).toEqual({
    numberSequence: { countsWith: null, scope: "legalEntity", format: "CB-####", next: 12, continuous: false, reserve: 1 },
  });
  expect(changesOf({ ...read, continuous: true, reserve: "5" }, read)).toEqual({ numberSequence: { continuous: true, reserve: 5 } });
});

test("R63 numbers of customers are counted by store with the store in the format, and not otherwise", () => {
  expect(nextNumbers("{store}-##", "8", { store: "S1" })).toEqual(["S1-08", "S1-09", "S1-10"]);
  expect(wrong({ customerCountsWith: "-", customerFormat: "N-####" })).toEqual(["customerFormat"]);
  expect(wrong({ customerFormat: "{store}-####" })).toEqual(["customerFormat"]);
  expect(wrong({ customerCountsWith: "-", customerFormat: "{store}-####" })).toEqual([]);
  expect(changesOf({ ...read, customerCountsWith: "-", customerFormat: "{store}-####" }, read)).toEqual({
    customerNumberSequence: { countsWith: null, scope: "store", format: "{store}-####", next: 1, continuous: false, reserve: 1 },
  });
  expect(changesOf({ ...read, customerFormat: "N-####" }, read)).toEqual({ customerNumberSequence: { format: "N-####", next: 1 } });
});
