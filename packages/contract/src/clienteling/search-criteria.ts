import { z } from "zod";

/** What of a customer is searched (CS2). */
export const SearchProperty = z.enum(["name", "phone", "email", "accountNumber", "address"]);
export type SearchProperty = z.infer<typeof SearchProperty>;

/** A property that the POS searches; with a shortcut it can be searched alone (CS8). */
export const SearchCriterion = z.strictObject({ property: SearchProperty, shortcut: z.boolean().default(false) });
export type SearchCriterion = z.infer<typeof SearchCriterion>;

/** The most attributes that the POS searches by. */
export const MOST_SEARCH_ATTRIBUTES = 10;

/** Without a choice of headquarters. */
export const EVERY_CRITERION: readonly SearchCriterion[] = SearchProperty.options.map((property) => ({ property, shortcut: false }));
