import { expect, test } from "vitest";
import { askedFor, ListSearch } from "./list-search.ts";

const sorts = ["number", "name"];
const NARROWED = { search: "ams", active: "no", sort: "name", descending: true, page: 3 };

test("a list's address becomes a request to the server", () => {
  expect(askedFor(ListSearch.parse(NARROWED), { sorts })).toEqual({
    search: "ams",
    active: "false",
    sort: "name",
    descending: "true",
    page: 3,
    limit: 50,
  });
});

test("a file has every page of the list shown", () => {
  expect(askedFor(ListSearch.parse(NARROWED), { sorts, whole: true })).toEqual({ search: "ams", active: "false", sort: "name", descending: "true" });
});

test("wrong parts of an address are left out", () => {
  const search = ListSearch.parse({ search: 12, active: "maybe", sort: "password", page: -1, hidden: "x" });
  expect(askedFor(search, { sorts })).toEqual({ search: "12", page: 1, limit: 50 });
});
