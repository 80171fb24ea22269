import { readFileSync } from "node:fs";
import path from "node:path";

/** What PostgreSQL wrote in `postmaster.pid`: its process and the folder of its socket. */
export function readPidFile(place: string): { pid: number; socket: string } | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path.join(place, "pg", "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined; // no file: nothing runs
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, socket: lines[4] ?? place };
}

/** True for a running process; false for a zombie, which has ended but is still listed. */
export function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return !/^State:\s+Z/m.test(procFile(pid, "status") ?? "");
}

/** True for a running PostgreSQL, because process numbers are reused. Where the system does not say what a process is, any running one counts. */
export function isDatabaseProcess(pid: number): boolean {
  if (!isRunning(pid)) return false;
  const command = procFile(pid, "cmdline");
  return command === undefined || command.includes("postgres");
}

/** A fast stop (clients are cut off, data are written), then an immediate one if that takes too long. */
export async function stopProcess(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    if (!isRunning(pid)) return;
    signalProcess(pid, signal);
    for (const until = Date.now() + patienceMs; isRunning(pid) && Date.now() < until;) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ESRCH") throw cause;
  }
}

function procFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return undefined;
  }
}
