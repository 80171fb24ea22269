import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A process of its own that a test starts, listens to and kills. */
export interface TestProcess {
  readonly pid: number;
  /** What it wrote on its standard output so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line that begins so, rejects when the process ends without one. */
  line(start: string): Promise<string>;
  /** Resolves when the process is gone and all its lines are read. */
  readonly gone: Promise<void>;
  /** Sends the signal and resolves when the process is gone and all its lines are read. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface TestProcessOptions {
  /** Path of a script: `.ts` runs from the source, anything else as it is. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly account?: { readonly uid: number; readonly gid: number };
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();

export function startProcess({ script, args = [], account, env }: TestProcessOptions): TestProcess {
  const fromSource = script.endsWith(".ts");
  const child = spawn(process.execPath, [...(fromSource ? ["--import", "tsx"] : []), script, ...args], {
    ...account,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // Another account may not be able to enter our folder.
    ...(fromSource ? {} : { cwd: "/" }),
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} did not start`);
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
  const gone = once(child, "close").then(() => {
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
          if (found === undefined) reject(new Error(`${script} ended without "${start}": ${[...lines, ...errors].join(" | ")}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
    gone,
    async end(signal) {
      if (!ended) child.kill(signal);
      await gone;
    },
  };
}

/** For `afterEach`: a failed test leaves no process. */
export async function endProcesses(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    }),
  );
}
