import { Refusal } from "@rapport/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTurns, type Turns } from "./turns.ts";

const STAY = new AbortController().signal;
const LEFT = new Error("the caller left");

/** Work that ends when told, and the order in which it began. */
function desk(turns: Turns) {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    began,
    ask: (name: string, signal: AbortSignal = STAY): Promise<unknown> =>
      turns
        .run({ caller: name.slice(0, 1), signal }, () => {
          began.push(name);
          return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
        })
        .catch((reason: unknown) => (reason instanceof Refusal ? reason.code : reason)),
    async end(name: string): Promise<void> {
      ends.get(name)?.();
      for (let i = 0; i < 10; i += 1) await Promise.resolve();
    },
  };
}

test("F3 a few run at a time, and callers take turns however many reports one of them asks for", async () => {
  const turns = createTurns({ atOnce: 1, waiting: 100 });
  const { began, ask, end } = desk(turns);
  const answers = ["a1", "a2", "a3", "a4", "b1", "b2", "c1"].map((name) => ask(name));
  expect(turns.state("a")).toEqual({ running: 1, waiting: 6, yours: { running: 1, waiting: 3 } });
  for (let i = 0; i < 7; i += 1) await end(began.at(-1) ?? "");
  expect(began).toEqual(["a1", "a2", "b1", "c1", "a3", "b2", "a4"]);
  expect(await Promise.all(answers)).toEqual(["a1", "a2", "a3", "a4", "b1", "b2", "c1"]);
  expect(turns.state("a")).toEqual({ running: 0, waiting: 0, yours: { running: 0, waiting: 0 } });
});

test("F3 past the set queue the caller with the most waiting is refused, with the time to try again", async () => {
  const turns = createTurns({ atOnce: 1, waiting: 3 });
  const { began, ask, end } = desk(turns);
  const answers = ["a1", "a2", "a3", "a4", "a5"].map((name) => ask(name));
  expect(await answers[4]).toBe("report.queue_full");
  const other = ask("b1");
  expect(await answers[3]).toBe("report.queue_full");
  await end("a1");
  await end("a2");
  await end("b1");
  expect(await other).toBe("b1");
  expect(began).toEqual(["a1", "a2", "b1", "a3"]);
  await end("a3");
  await expect(createTurns({ atOnce: 0, waiting: 0 }).run({ caller: "a", signal: STAY }, async () => await Promise.resolve())).rejects.toMatchObject({
    kind: "busy",
    retryAfterSeconds: 10,
  });
});

test("F4 work of a caller who leaves while waiting never begins, and others move up", async () => {
  const turns = createTurns({ atOnce: 1, waiting: 3 });
  const { began, ask, end } = desk(turns);
  const caller = new AbortController();
  const first = ask("a1");
  const left = ["b1", "b2"].map((name) => ask(name, caller.signal));
  const last = ask("c1");
  caller.abort(LEFT);
  expect(await Promise.all(left)).toEqual([LEFT, LEFT]);
  expect(await ask("b3", caller.signal)).toBe(LEFT);
  expect(turns.state("b")).toEqual({ running: 1, waiting: 1, yours: { running: 0, waiting: 0 } });
  await end("a1");
  await end("c1");
  expect(await Promise.all([first, last])).toEqual(["a1", "c1"]);
  expect(began).toEqual(["a1", "c1"]);
});

test("F3 work that fails passes its turn on", async () => {
  const turns = createTurns({ atOnce: 1, waiting: 3 });
  const failing = turns.run({ caller: "a", signal: STAY }, () => Promise.reject(LEFT));
  const next = turns.run({ caller: "a", signal: STAY }, async () => await Promise.resolve("next"));
  await expect(failing).rejects.toBe(LEFT);
  expect(await next).toBe("next");
});

test("F3 whatever callers ask, leave and end in any order, the limits hold and everybody is answered", async () => {
  const step = fc.record({ caller: fc.constantFrom("a", "b", "c"), does: fc.constantFrom("ask", "ask", "leave", "end") });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 4 }), fc.array(step, { maxLength: 40 }), async (atOnce, waiting, steps) => {
      const turns = createTurns({ atOnce, waiting });
      const open = new Map<number, { caller: string; controller: AbortController; end?: () => void }>();
      const answers: Promise<string>[] = [];
      let asked = 0;
      for (const { caller, does } of steps) {
        const mine = [...open].find(([, one]) => one.caller === caller && (does === "end") === (one.end !== undefined));
        if (does === "ask") {
          const id = asked++;
          const one: { caller: string; controller: AbortController; end?: () => void } = { caller, controller: new AbortController() };
          open.set(id, one);
          const answer = turns.run({ caller, signal: one.controller.signal }, () => new Promise<string>((resolve) => (one.end = () => resolve("done"))));
          answers.push(answer.catch((reason: unknown) => (reason === LEFT ? "left" : "full")).finally(() => open.delete(id)));
        } else if (does === "leave") mine?.[1].controller.abort(LEFT);
        else mine?.[1].end?.();
        for (let i = 0; i < 12; i += 1) await Promise.resolve();
        const state = turns.state(caller);
        expect(state.running).toBeLessThanOrEqual(atOnce);
        expect(state.waiting).toBeLessThanOrEqual(waiting);
        if (state.waiting > 0) expect(state.running).toBe(atOnce);
        expect(state.running + state.waiting).toBe(open.size);
      }
      while (open.size > 0) {
        for (const one of open.values()) one.end?.();
        for (let i = 0; i < 12; i += 1) await Promise.resolve();
      }
      expect((await Promise.all(answers)).every((answer) => ["done", "left", "full"].includes(answer))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
