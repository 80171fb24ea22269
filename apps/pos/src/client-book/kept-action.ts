import { z } from "zod";

/** The last change of client books that can be undone, kept in the tab so that it can be after a reload too. It names nobody. */
const Kept = z.object({ id: z.string(), at: z.number(), worker: z.string() });
type Kept = z.infer<typeof Kept>;

const KEY = "rapport-last-book-action";

export function keepLastAction(kept: Kept | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // The browser's storage is full or switched off: it can be undone until the page is left.
  }
}

export function keptLastAction(): Kept | null {
  try {
    return Kept.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? "null")).data ?? null;
  } catch {
    return null;
  }
}
