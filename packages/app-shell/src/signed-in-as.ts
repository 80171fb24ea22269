/**
 * For whom this page was opened: worker id or user id; null before anybody signed in. It belongs to the page as the session's cookie
 * belongs to the browser, so it is kept here and not passed to every call.
 */
let person: string | null = null;

export function signedInAs(): string | null {
  return person;
}

export function becomeSignedInAs(id: string | null): void {
  person = id;
}
