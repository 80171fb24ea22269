import type { Attribute, AttributeValue } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { faultOfValue, keptValue, labelOf } from "./attribute-value.ts";

const name = (text: string) => ({ en: text, nl: `${text} (nl)` });
const values = ["gold", "silver"].map((value) => ({ value, label: name(value) }));
type Definition = Pick<Attribute, "type" | "values" | "lower" | "upper" | "multiple">;

const cases: [Partial<Definition> & Pick<Definition, "type">, AttributeValue, boolean][] = [
  [{ type: "boolean" }, true, true],
  [{ type: "boolean" }, "true", false],
  [{ type: "date" }, "1984-02-29", true],
  [{ type: "date" }, "1985-02-29", false],
  [{ type: "date" }, "3 March", false],
  [{ type: "integer" }, 3, true],
  [{ type: "integer" }, 3.5, false],
  [{ type: "integer" }, "3", false],
  [{ type: "integer", lower: 30, upper: 50 }, 30, true],
  [{ type: "integer", lower: 30, upper: 50 }, 50, true],
  [{ type: "integer", lower: 30, upper: 50 }, 29, false],
  [{ type: "integer", lower: 30, upper: 50 }, 51, false],
  [{ type: "decimal" }, 37.5, true],
  [{ type: "decimal" }, 0.00001, false],
  [{ type: "currency" }, 1e16, false],
  [{ type: "currency" }, 12.5, true],
  [{ type: "currency" }, "12.50", true],
  [{ type: "currency" }, "12,50", false],
  [{ type: "currency" }, "99999999999999.99999999", true],
  [{ type: "currency" }, "100000000000000", false],
  [{ type: "currency" }, { amount: "-0.00000001", currency: "EUR" }, true],
  [{ type: "currency" }, { amount: "1", currency: "USD" }, false],
  [{ type: "currency" }, true, false],
  [{ type: "currency" }, ["1"], false],
  [{ type: "decimal" }, "1", false],
  [{ type: "text" }, { amount: "1", currency: "EUR" }, false],
  [{ type: "currency", lower: 0.1 }, "0.1", true],
  [{ type: "currency", lower: 0.1 }, "0.09999999", false],
  [{ type: "currency", upper: 1e14 }, "99999999999999.99999999", true],
  [{ type: "currency", upper: 0.3 }, "0.30000001", false],
  [{ type: "text" }, "anything", true],
  [{ type: "text" }, "", false],
  [{ type: "text" }, 1, false],
  [{ type: "text" }, ["a"], false],
  [{ type: "text", multiple: true }, ["a", "b"], true],
  [{ type: "text", multiple: true }, ["a", "a"], false],
  [{ type: "text", values }, "gold", true],
  [{ type: "text", values }, "Gold", false],
  [{ type: "text", values, multiple: true }, ["gold", "lead"], false],
];
test.each(cases)("R29 a value of %j that is %j is allowed: %s", (definition, value, allowed) => {
  expect(faultOfValue({ multiple: false, ...definition }, { value, currency: "EUR" }) === null).toBe(allowed);
});

test("a fixed-list value has a label, several are joined, others have none", () => {
  expect(labelOf({ values }, "gold")).toEqual(name("gold"));
  expect(labelOf({ values }, ["gold", "silver"])).toEqual({ en: "gold, silver", nl: "gold (nl), silver (nl)" });
  expect(labelOf({ values }, "retired")).toEqual({ en: "retired", nl: "retired" });
  expect(labelOf({ values }, null)).toBeNull();
  expect(labelOf({ values }, [])).toBeNull();
  expect(labelOf({}, "free")).toBeNull();
});

test.each([
  [12.5, "12.5"],
  ["12.50", "12.5"],
  ["-0012.00", "-12"],
  ["0.00000001", "0.00000001"],
  ["90071992547409.93000001", "90071992547409.93000001"],
  [{ amount: "1250.10", currency: "EUR" }, "1250.1"],
])("CY5 money given as %j is kept as %s, with its currency", (value, amount) => {
  expect(keptValue({ type: "currency" }, { value, currency: "EUR" })).toEqual({ amount, currency: "EUR" });
});
