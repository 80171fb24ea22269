import { z } from "zod";

/** A name in the address; one of digits alone is read as a number there. */
const Name = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);

/** What pages are about, in the address of every page: it stays as one goes from page to page. Without a name, a page is about the first. */
export const ChosenSearch = z.object({ suite: Name, legalEntity: Name });
export type ChosenSearch = z.infer<typeof ChosenSearch>;
/** The names of an object's shape are its keys. */
export const CHOSEN = Object.keys(ChosenSearch.shape) as (keyof ChosenSearch)[];
