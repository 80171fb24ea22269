/** The parameters of the sign-in page: where to go afterwards, and whether a session has ended. */
export interface SignInSearch {
  next?: string;
  expired?: true;
}

/** Reads the sign-in page's address. It accepts only a path inside the app, because a foreign link must not send the person elsewhere after signing in. */
export function readSignInSearch(search: Readonly<Record<string, unknown>>): SignInSearch {
  const { next, expired } = search;
  return { ...(typeof next === "string" && /^\/(?![/\\])/.test(next) ? { next } : {}), ...(expired === true ? { expired } : {}) };
}

/** The sign-in page for somebody who opened `address` without a session. The start page needs no way back. */
export function signInSearchFor(address: string): SignInSearch {
  return address === "/" ? {} : { next: address };
}
