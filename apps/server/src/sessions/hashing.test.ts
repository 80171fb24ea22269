import { availableParallelism } from "node:os";
import { expect, test, vi } from "vitest";
import { argon2 } from "./argon2.ts";
import { isPasswordOf, passwordHash } from "./hashing.ts";

test("AC13 a hundred people who sign in at once are all answered rightly, and at most a quarter of the cores hash at a time", async () => {
  const running = { now: 0, most: 0 };
  const real = argon2.verify;
  vi.spyOn(argon2, "verify").mockImplementation(async (...of) => {
    running.now += 1;
    running.most = Math.max(running.most, running.now);
    return await real(...of).finally(() => (running.now -= 1));
  });
  const stored = await passwordHash("the right one of them");
  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => await isPasswordOf(n % 10 === 0 ? null : stored, n % 2 === 1 ? "the right one of them" : "another")),
  );
  expect(answers).toEqual(answers.map((_, n) => n % 10 !== 0 && n % 2 === 1));
  expect(running).toEqual({ now: 0, most: Math.max(1, Math.floor(availableParallelism() / 4)) });
});
