/** What adding a customer to a book means (R3, R4, R11b): they are there, they come in, or they are in as many other books as are allowed. */
export type Joining = "there" | "comes" | "full";

/** `books` are those that the customer is in, `most` how many are allowed. */
export function joiningOf<Book>({ books, book, most }: { readonly books: readonly Book[]; readonly book: Book | null; readonly most: number }): Joining {
  if (book !== null && books.includes(book)) return "there";
  return books.length < most ? "comes" : "full";
}
