import { expect, test } from "vitest";
import { joiningOf } from "./book-room.ts";

test("R3 R4 R11b a customer comes into a book while they are in fewer books than are allowed", () => {
  const at = (books: readonly string[], book: string | null, most: number) => joiningOf({ books, book, most });
  expect([at([], "mine", 1), at(["mine"], "mine", 1), at(["theirs"], "mine", 1)]).toEqual(["comes", "there", "full"]);
  expect([at(["theirs"], "mine", 2), at(["theirs"], null, 2), at(["a", "b"], "mine", 2)]).toEqual(["comes", "comes", "full"]);
  // The parameter was lowered: who is there stays, nobody more comes.
  expect([at(["a", "b", "mine"], "mine", 1), at(["a", "b"], "mine", 1)]).toEqual(["there", "full"]);
});
