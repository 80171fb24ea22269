import { signedInAs } from "@rapport/app-shell";

const DRAFTS = "rapport.new-source.";

/** Where this tab keeps what the person who is signed in began in a suite. Whoever signs in after them has drafts of their own. */
export function draftKey(rsid: string): string {
  return `${DRAFTS}${signedInAs() ?? ""}.${rsid}`;
}

/** Nobody finds what was begun in this tab. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFTS)) sessionStorage.removeItem(key);
  } catch {
    // A browser that stores nothing has none.
  }
}
