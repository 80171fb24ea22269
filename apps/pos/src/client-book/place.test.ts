import { expect, test } from "vitest";
import { placeOf } from "./place.ts";

/** A ref as the server writes it. */
const refOf = (book: string, number: number, books: readonly string[]) => number * books.length + books.indexOf(book);

test("R12b a client has one place however many books are listed beside theirs, and no two clients share one", () => {
  const lists = [["A"], ["A", "B"], ["A", "B", "C"], ["C", "A"]];
  const named = new Map<string, string>();
  for (const books of lists)
    for (const book of books)
      for (const number of [0, 1, 7, 10, 2_147_483_647]) {
        const client = `${book}'s ${number}`;
        const place = placeOf(refOf(book, number, books), { books });
        expect(named.get(place) ?? client).toBe(client);
        named.set(place, client);
      }
  expect(named.size).toBe(15);
  // The same ref, of two books and then of three.
  expect([placeOf(21, { books: ["A", "B"] }), placeOf(21, { books: ["A", "B", "C"] })]).toEqual(["10 B", "7 A"]);
});
