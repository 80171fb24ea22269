import { existsSync, readFileSync } from "node:fs";

/** Memory of a process over time, MB of 1,048,576 bytes, looked at every second. Linux only. */
export interface MemoryWatch {
  /** Mean of the looks in a part of the time so far, 0 to 1. */
  between(from: number, to: number): number;
  most(): number;
  end(): void;
}

export function watchMemory(pid: number): MemoryWatch {
  const looks: number[] = [];
  const look = (): void => {
    // Of a process that has just ended the system still tells, but no memory.
    const kilobytes = existsSync(`/proc/${pid}/status`) ? /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] : undefined;
    if (kilobytes !== undefined) looks.push(Number(kilobytes) / 1024);
  };
  look();
  const timer = setInterval(look, 1_000);
  return {
    between(from, to) {
      const some = looks.slice(Math.floor(from * looks.length), Math.max(Math.ceil(to * looks.length), Math.floor(from * looks.length) + 1));
      return some.reduce((sum, megabytes) => sum + megabytes, 0) / some.length;
    },
    most: () => Math.max(...looks),
    end: () => clearInterval(timer),
  };
}
