/** What the sign-in page is told: where to go on afterwards, and whether a session ended. */
export interface SignInSearch {
  next?: string;
  expired?: true;
}

/** Reads the sign-in page's address. Only a path inside the app: an address from elsewhere must not send the person away after signing in. */
export function readSignInSearch(search: Readonly<Record<string, unknown>>): SignInSearch {
  const { next, expired } = search;
  return { ...(typeof next === "string" && /^\/(?![/\\])/.test(next) ? { next } : {}), ...(expired === true ? { expired } : {}) };
}

/** The sign-in page for somebody who came to `address` without a session; the start page needs no way back. */
export function signInSearchFor(address: string): SignInSearch {
  return address === "/" ? {} : { next: address };
}
