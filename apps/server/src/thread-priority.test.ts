import { getPriority } from "node:os";
import { readdirSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { lowerThisThread, putRequestsFirst } from "./thread-priority.ts";

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

test.runIf(process.platform === "linux")("all threads of the process go behind the one that answers", () => {
  const before = getPriority(process.pid);
  stops.push(putRequestsFirst());
  const others = readdirSync("/proc/self/task")
    .map(Number)
    .filter((thread) => thread !== process.pid);
  expect(others.length).toBeGreaterThan(2);
  expect(others.map((thread) => getPriority(thread)).filter((priority) => priority < 10)).toEqual([]);
  expect(getPriority(process.pid)).toBe(before);
});

test("a thread with a lower priority keeps it, and nothing is thrown", () => {
  lowerThisThread();
  const lowered = process.platform === "linux" ? getPriority(process.pid) : 0;
  lowerThisThread();
  expect(process.platform === "linux" ? getPriority(process.pid) : 0).toBe(lowered);
});
