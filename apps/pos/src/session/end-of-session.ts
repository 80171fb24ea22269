/** Pages that open when a session ends or is locked. Nothing may hold the page before them: it shows customers. */
const ENDS: ReadonlySet<string> = new Set(["/sign-in", "/locked"]);

/** `path` is that of a route, without the address of the app. */
export function isEndOfSession(path: string): boolean {
  return ENDS.has(path);
}
