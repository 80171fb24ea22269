import { OperationalError } from "@rapport/operational";
import { WarehouseError } from "@rapport/warehouse";
import { JournalError } from "./collection/index.ts";
import { ConfigError, readConfig } from "./config.ts";
import { assertFolder } from "./data-folder.ts";
import { createLog } from "./log.ts";
import { startServer, type Server } from "./server.ts";
import { createTerminal, type Terminal } from "./terminal.ts";

/** Starts the server for a person at a terminal. If it cannot start, one line says why. */
export async function start(): Promise<void> {
  const terminal = createTerminal();
  try {
    const config = readConfig();
    for (const name of config.ignored) terminal.complain(`${name} is not a setting and is ignored.`);
    assertFolder(config.dataDir);
    const server = await startServer({ config, log: createLog(), say: terminal.say });
    stopOnSignals({ server, terminal });
    terminal.welcome({ server, config });
  } catch (error) {
    const line = lineFor(error);
    if (line === undefined) throw error;
    // One line, because a stack trace would not help the person who starts the server.
    terminal.complain(line);
    process.exit(1);
  }
}

function lineFor(error: unknown): string | undefined {
  if (error instanceof ConfigError || error instanceof OperationalError || error instanceof WarehouseError || error instanceof JournalError)
    return error.message;
  if (!(error instanceof Error && "syscall" in error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  return `${path ?? "A file"} cannot be used (${code ?? "unknown reason"}). This account needs to read and write it, and the disk needs room.`;
}

/** How long stopping may take after an uncaught error. */
const STOP_WITHIN_MS = 30_000;

/** The first signal stops cleanly, a second one at once. An uncaught error stops cleanly too. */
function stopOnSignals({ server, terminal }: { server: Server; terminal: Terminal }): void {
  let stopping = false;
  const stop = (code: number) => {
    stopping = true;
    server.stop().then(
      () => {
        terminal.say("Stopped.");
        process.exit(code);
      },
      (error: unknown) => {
        createLog().fatal({ err: error }, "the server did not stop cleanly");
        process.exit(1);
      },
    );
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(signal === "SIGINT" ? 130 : 143);
    terminal.interrupt("Stopping...");
    stop(0);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("uncaughtException", (error) => {
    createLog().fatal({ err: error }, "an error was caught by nobody; the server stops");
    if (stopping) return;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop(1);
  });
}
