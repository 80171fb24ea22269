import { expect, test } from "vitest";
import { searchable } from "./fold-text.ts";
import { digitsOf, initialsOf, searchTextOf } from "./search-text.ts";
import { sortNameOf } from "./sort-name.ts";

test("a name is found whatever its accents, case and spaces", () => {
  expect(["Zoë", "MÜLLER", "Ørsted", "Łukasz", "Straße", "ĳsbrand", "  Anne   Marie "].map(searchable)).toEqual([
    "zoe",
    "muller",
    "orsted",
    "lukasz",
    "strasse",
    "ijsbrand",
    "anne marie",
  ]);
});

test("all apostrophes are the same, and a word after an apostrophe or a hyphen is a word of the name", () => {
  expect(["O’Neill", "‘t Hart", "d`Angelo"].map(searchable)).toEqual(["o'neill", "'t hart", "d'angelo"]);
  const rest = { email: "", accountNumber: "1", phone: "", city: "" };
  expect(searchTextOf({ firstName: "Anne-Marie", lastName: "O’Neill-Smith", ...rest }).split("\n")[0]).toBe(" annemarie anne marie oneillsmith o neill smith");
});

test("characters with a meaning to a database stay as they are", () => {
  expect(searchable("50%_off\\")).toBe("50%_off\\");
});

test("CS6 a phone number is its digits, whatever stands between them", () => {
  expect(["123-456-7890", "(123) 456 7890", "+31 6 12 34"].map(digitsOf)).toEqual(["1234567890", "1234567890", "3161234"]);
});

test("a customer is found by name, e-mail, account number, phone digits and city, each on a line of its own", () => {
  const customer = { firstName: "José", lastName: "de la Cruz", email: "José@Example.com", accountNumber: "C-12", phone: "06 123", city: "Den Haag" };
  expect(searchTextOf(customer)).toBe(" jose de la cruz delacruz\njose@example.com\nc-12\n06123\n\nden haag");
  expect(sortNameOf(customer)).toBe("de la cruz jose");
});

test("initials are the first letters of the first and the last name", () => {
  expect(initialsOf({ firstName: "Marieke", lastName: "Verhoeven" })).toBe("MV");
  expect(initialsOf({ firstName: "", lastName: "'t Hart" })).toBe("T");
  expect(initialsOf({ firstName: "élodie", lastName: "" })).toBe("É");
});
