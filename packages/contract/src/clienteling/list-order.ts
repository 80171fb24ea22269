import { z } from "zod";

/** The most clients that the order of a list names. A longer list shows these, and says so. */
export const MOST_LISTED = 50_000;
/** The most clients whose cards are read at once. */
const MOST_CARDS = 100;

/** For the summaries of lists that come whole. */
export const LIST_PARTS =
  "With `whole` comes the `order` of the whole list, of which `clients` are the first. Cards of others are read by `listed`: some of `books` and `refs` of an order. So a list that is read in parts has everybody once, whatever changes meanwhile. Who is not in that book any more is in `gone`.";

/**
 * The order of a whole list (R12b). A client is named by a number that says nothing of them: their number in their book, times how many books there are, plus
 * which book it is. A number of a book is never given to another client; beside other `books` the same `ref` is somebody else.
 */
export const ListOrder = z.object({
  books: z.array(z.string()),
  /** At most `MOST_LISTED`; the others of `matching` are left out. */
  refs: z.array(z.int()),
  /** How many of them have what the list is sorted by. The others follow. */
  keyed: z.int(),
});
export type ListOrder = z.infer<typeof ListOrder>;

export const Listed = z.strictObject({ books: z.array(z.string().max(100)).min(1).max(5_000), refs: z.array(z.int().min(0)).min(1).max(MOST_CARDS) });
export type Listed = z.infer<typeof Listed>;
