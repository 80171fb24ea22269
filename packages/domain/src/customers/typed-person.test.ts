import { expect, test } from "vitest";
import { typedPersonOf } from "./typed-person.ts";

const nobody = { firstName: "", lastName: "", phone: "", email: "" };

test.each([
  ["Ada de  Bos ", { firstName: "Ada", lastName: "de Bos" }],
  ["Bos", { lastName: "Bos" }],
  ["李小龍", { lastName: "李小龍" }],
  ["ada@example.com", { email: "ada@example.com" }],
  ["+31 (0)6-2039 4858", { phone: "+31 (0)6-2039 4858" }],
  ["١٢٣٤٥٦", { phone: "١٢٣٤٥٦" }],
  ["K-0042", { lastName: "K-0042" }],
  ["", {}],
])("CC1 what was searched for, %j, goes into the field that it fits", (typed, person) => {
  expect(typedPersonOf(typed)).toEqual({ ...nobody, ...person });
});
