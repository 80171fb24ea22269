import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Opener {
  readonly pid: number;
  readonly lines: readonly string[];
  /** Resolves with the first line that begins so, rejects when the process ends without one. */
  line(start: string): Promise<string>;
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface OpenerOptions {
  readonly dataDir: string;
  readonly task?: "hold" | "write";
  /** A bundle to run instead of the source. */
  readonly program?: string;
  readonly account?: { readonly uid: number; readonly gid: number };
}

const running = new Set<ChildProcess>();

/** Starts `opener.ts` on a data directory in a process of its own. */
export function startOpener({ dataDir, task = "hold", program, account }: OpenerOptions): Opener {
  const how = program === undefined ? ["--import", "tsx", fileURLToPath(new URL("./opener.ts", import.meta.url))] : [program];
  const child = spawn(process.execPath, [...how, dataDir, task], {
    ...account,
    stdio: ["ignore", "pipe", "pipe"],
    ...(program === undefined ? {} : { cwd: "/" }),
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("the opener did not start");
  running.add(child);
  const lines: string[] = [];
  const errors: string[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => waiting.forEach((look) => look());
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  createInterface({ input: child.stderr }).on("line", (line) => errors.push(line));
  let ended = false;
  child.once("close", () => {
    ended = true;
    running.delete(child);
    wake();
  });
  return {
    pid,
    lines,
    line: (start) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find((line) => line.startsWith(start));
          if (found === undefined && !ended) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`the opener ended without "${start}": ${[...lines, ...errors].join(" | ")}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async end(signal) {
      if (ended) return;
      const closed = once(child, "close");
      child.kill(signal);
      await closed;
    },
  };
}

/** For `afterEach`: a failed test leaves no process. */
export async function endOpeners(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    }),
  );
}
