import { ask } from "@rapport/app-shell";
import { readToday } from "@rapport/contract/clienteling";
import { queryOptions } from "@tanstack/react-query";
import { BOOK_KEY } from "../client-book/book-queries.ts";

/** How many of each reason are asked for; the rest are counted. */
const MOST = 100;

/** Whom of their own clients the associate should think of today, by reason (TD1). */
export const todayQuery = queryOptions({ queryKey: [...BOOK_KEY, "today"], queryFn: () => ask(readToday, { body: { limit: MOST } }) });
