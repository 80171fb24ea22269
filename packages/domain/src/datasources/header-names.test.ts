import { fileFailureInEnglish } from "@rapport/contract/refusals";
import { describe, expect, test } from "vitest";
import { hasOwnHeader, headerOf } from "./header-names.ts";
import { planHeader, type Column } from "./header.ts";

/** A name in the header of a file, and what its column is: its kind or its name in reports. */
const READ: readonly (readonly [name: string, meaning: string])[] = [
  // Names that files have today.
  ["Date", "date"],
  ["Category", "category"],
  ["Evar 1", "evar1"],
  ["Evar 75", "evar75"],
  ["Evar 76", "evar76"],
  ["Evar 250", "evar250"],
  ["Marketing Channel", "marketingchannel"],
  ["Marketing Channel Detail", "marketingchanneldetail"],
  ["Product", "product"],
  ["Tracking Code", "campaign"],
  ["transactionID", "transactionId"],
  ["Zip", "zip"],
  ["Cart Adds", "cartadditions"],
  ["Cart Removes", "cartremovals"],
  ["Cart Views", "cartviews"],
  ["Cart Opens", "carts"],
  ["Checkouts", "checkouts"],
  ["Event 1", "event1"],
  ["Event 100", "event100"],
  ["Event 101", "event101"],
  ["Event 1000", "event1000"],
  ["Orders", "orders"],
  ["Price", "revenue"],
  ["Quantity", "units"],
  // Names of older files.
  ["VisitorID", "visitorId"],
  ["Channel", "channel"],
  ["Product Views", "productviews"],
  // Of reports.
  ["Prop 1", "prop1"],
  ["Prop 75", "prop75"],
  // What the columns are called where people read about them.
  ["Transaction ID", "transactionId"],
  ["Visitor ID", "visitorId"],
  ["Cart Additions", "cartadditions"],
  ["Cart Removals", "cartremovals"],
  ["Carts", "carts"],
  ["Revenue", "revenue"],
  ["Units", "units"],
  ["Zip Code", "zip"],
];

/** A name that is not read, and a piece of the advice. */
const REFUSED: readonly (readonly [name: string, advice: string])[] = [
  ["Clickthroughs", "Event 1 to Event 1000"],
  ["Evar 1 Views", "Event 1 to Event 1000"],
  ["Evar 250 Views", "Event 1 to Event 1000"],
  ["State", "Zip for a postcode"],
  ["currency code", "Convert them"],
  ["currencyCode", "Convert them"],
  ["Currency", "Convert them"],
  ["Evar 0", "not supported"],
  ["Evar 251", '"Evar 250"'],
  ["Event 0", "not supported"],
  ["Event 1001", '"Event 1000"'],
  ["Event 99999", '"Event 1000"'],
  ["Prop 76", '"Prop 75"'],
  ["eVar1", '"Evar 1"'],
  ["evar_12", '"Evar 12"'],
  ["prop5", '"Prop 5"'],
  ["event3", '"Event 3"'],
  ["CartAdds", '"Cart Adds"'],
  ["cartadditions", '"Cart Adds"'],
  ["TrackingCode", '"Tracking Code"'],
  ["campaign", '"Tracking Code"'],
  ["purchaseID", '"transactionID"'],
  ["List 1", "Evar 1 to Evar 250"],
  ["List Var 2", "Evar 1 to Evar 250"],
  ["hier1", "Evar 1 to Evar 250"],
  ["Hierarchy 5", "Evar 1 to Evar 250"],
  ["pageName", "Evar 1 to Evar 250"],
  ["pageURL", "Evar 1 to Evar 250"],
  ["server", "Evar 1 to Evar 250"],
  ["linkName", "Evar 1 to Evar 250"],
  ["products", "Product, Category, Quantity and Price"],
  ["events", "Event 1 to Event 1000"],
  ["Page Views", "never change visits"],
  ["Visits", "never change visits"],
  ["Instances", "never change visits"],
  ["Foo", "not supported"],
];

const columnsOf = (line: string): readonly Column[] => {
  const planned = planHeader(line);
  if (planned.kind === "failure") throw new Error(fileFailureInEnglish(planned.failure));
  return planned.plan.columns;
};
const meaningOf = (column: Column | undefined) => (column === undefined ? undefined : "key" in column ? column.key : column.kind);

describe("a name in the header of a file", () => {
  test.each(READ)("FF26 FF30 %s is read in any case", (name, meaning) => {
    for (const written of [name, name.toUpperCase(), name.toLowerCase(), ` ${name} `, `"${name}"`]) {
      const columns = columnsOf(meaning === "date" ? `Price\t${written}` : `Date\t${written}`);
      expect(meaningOf(columns[1])).toBe(meaning);
    }
  });
  test.each(REFUSED)("FF24 FF31 %s is refused with advice", (name, advice) => {
    const planned = planHeader(`Date\t${name}`);
    if (planned.kind === "plan") throw new Error("it was read");
    expect(planned.failure.code).toBe("header.unknown");
    const words = fileFailureInEnglish(planned.failure);
    expect(words).toContain(`"${name}"`);
    expect(words).toContain(advice);
  });
  test("FF26 FF30 every number of a variable is read, and leads back to its header", () => {
    for (const [word, most] of [
      ["Evar", 250],
      ["Prop", 75],
      ["Event", 1_000],
    ] as const) {
      const names = Array.from({ length: most }, (_, index) => `${word} ${index + 1}`);
      const columns = columnsOf(["Date", ...names].join("\t")).slice(1);
      expect(columns.map(meaningOf)).toEqual(names.map((name) => name.toLowerCase().replace(" ", "")));
      expect(columns.map((column) => headerOf({ ...column, header: "" }))).toEqual(names);
    }
  });
  test("FF30 two names of one column are the same column twice", () => {
    for (const pair of [
      ["Price", "Revenue"],
      ["Quantity", "Units"],
      ["Cart Opens", "Carts"],
      ["Zip", "Zip Code"],
    ]) {
      const planned = planHeader(["Date", ...pair].join("\t"));
      expect(planned.kind === "failure" && planned.failure.code).toBe("header.duplicate");
    }
  });
  test("FF30 only the headers of FF26 go before a mapping", () => {
    const own = READ.filter(([name]) => columnsOf(name === "Date" ? "Date\tPrice" : `Date\t${name}`).every(hasOwnHeader)).map(([name]) => name);
    expect(READ.map(([name]) => name).filter((name) => !own.includes(name))).toEqual([
      "Channel",
      "Product Views",
      "Prop 1",
      "Prop 75",
      "Cart Additions",
      "Cart Removals",
      "Carts",
      "Revenue",
      "Units",
      "Zip Code",
    ]);
  });
});
