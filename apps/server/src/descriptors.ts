import { readFileSync } from "node:fs";

/** How many files the stores, the journal and the pools keep open beside connections. */
const OURS = 256;
const LEAST = 512;

/** How many files this process may have open at once; undefined where the system does not tell. */
export function descriptorLimit(read: () => string = () => readFileSync("/proc/self/limits", "utf8")): number | undefined {
  try {
    const limit = Number(/^Max open files\s+(\d+)/m.exec(read())?.[1]);
    return Number.isInteger(limit) ? limit : undefined;
  } catch {
    return undefined;
  }
}

/** One line for the person who starts the process when it may open too few files to run. */
export function complaintOfDescriptors(limit: number | undefined = descriptorLimit()): string | undefined {
  if (limit === undefined || limit >= LEAST) return undefined;
  return `This process may have ${limit} files open at once, and needs ${LEAST} or more. Raise the limit before the start: ulimit -n 4096`;
}

/** How many connections may be open. More are refused, so that the stores can always open files. Undefined for no limit. */
export function mostConnections(limit: number | undefined = descriptorLimit()): number | undefined {
  return limit === undefined ? undefined : Math.max(1, limit - OURS);
}
