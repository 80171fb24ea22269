export { JournalError } from "./journal/lock.ts";
export { openJournal } from "./journal/journal.ts";
export { register } from "./routes.ts";
