/** Dutch words that the server needs as well as headquarters: it writes mails with them. */
export { FILE_FAILURES_NL } from "./file-failures.nl.ts";
