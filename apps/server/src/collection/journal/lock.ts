import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";

/**
 * Keeps a second process of this machine off a journal: each reads and removes what the other writes. The lock is a name
 * that the kernel gives to one process and takes back when it ends, however it ends; Linux alone has such names.
 */
export async function lockJournal(dir: string): Promise<() => void> {
  if (process.platform !== "linux") return () => undefined;
  const server = createServer();
  const name = createHash("sha256").update(realpathSync(dir)).digest("hex").slice(0, 40);
  try {
    server.listen({ path: `\0rapport-journal-${name}` });
    await once(server, "listening");
  } catch (cause) {
    throw new JournalError(`Another running process owns the journal in ${dir}. Stop that process first, or choose another data directory.`, { cause });
  }
  server.unref();
  return () => void server.close();
}

/** The journal cannot be opened. The message is one line for the person who starts the server. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}
