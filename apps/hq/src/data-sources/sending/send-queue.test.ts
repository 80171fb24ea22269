import { expect, test } from "vitest";
import type { FileToSend, Sending } from "./resumable-file.ts";
import { SendQueue } from "./send-queue.ts";
import { secondsLeft, timeLeft } from "./time-left.ts";

const PLACE = { rsid: "suite", dataSourceId: 1 };
const fileOf = (name: string) => new File(["0123456789"], name);

function queue() {
  const begun: { of: FileToSend; become: (job: number) => void; fail: (error: unknown) => void; did: string[] }[] = [];
  let at = 0;
  const send = (of: FileToSend): Sending => {
    const did: string[] = [];
    const job = new Promise<number>((resolve, reject) => begun.push({ of, become: resolve, fail: reject, did }));
    return { job, pause: async () => void did.push("paused"), cancel: async () => void did.push("cancelled") };
  };
  const made = new SendQueue({ place: PLACE, send, now: () => at });
  return { made, begun, states: () => made.files().map(({ file, state }) => `${file.name} ${state}`), wait: (ms: number) => (at += ms) };
}
const settled = async () => await new Promise((resolve) => setTimeout(resolve, 0));

test("FU21 files are sent one after the other; one that fails, is paused or is cancelled holds up none of the others", async () => {
  const { made, begun, states } = queue();
  made.add([fileOf("a"), fileOf("b"), fileOf("c"), fileOf("d")], { force: false });
  expect(states()).toEqual(["a sending", "b queued", "c queued", "d queued"]);
  begun[0]!.fail(new Error("x"));
  await settled();
  expect(states()).toEqual(["a failed", "b sending", "c queued", "d queued"]);
  await made.pause(2);
  expect([states(), begun[1]!.did]).toEqual([["a failed", "b paused", "c sending", "d queued"], ["paused"]]);
  // What a paused one still says is of no interest.
  begun[1]!.become(7);
  begun[1]!.of.onProgress(9);
  await settled();
  await made.cancel(3);
  expect([states(), begun[2]!.did]).toEqual([["a failed", "b paused", "d sending"], ["cancelled"]]);
  made.goOn(1);
  made.goOn(2);
  expect(states()).toEqual(["d sending", "a queued", "b queued"]);
  for (const job of [4, 1, 2]) {
    begun.at(-1)!.become(job);
    await settled();
  }
  expect(made.files().map(({ file, state, jobId }) => [file.name, state, jobId])).toEqual([
    ["d", "done", 4],
    ["a", "done", 1],
    ["b", "done", 2],
  ]);
  made.remove(4);
  expect(states()).toEqual(["a done", "b done"]);
  made.add([fileOf("e"), fileOf("f")], { force: true });
  expect(begun.at(-1)!.of).toMatchObject({ place: PLACE, force: true });
  await made.pauseAll();
  expect(states()).toEqual(["a done", "b done", "e paused", "f paused"]);
});

test("FU21 the time that is left follows the speed of the last seconds, and is not said before it is known or while the connection is lost", () => {
  const { made, begun, wait } = queue();
  made.add([new File([new Uint8Array(1_000)], "a")], { force: false });
  const shown = () => made.files()[0];
  begun[0]!.of.onProgress(0);
  wait(1_000);
  begun[0]!.of.onProgress(100);
  expect(shown()).toMatchObject({ sentBytes: 100, secondsLeft: undefined });
  wait(1_000);
  begun[0]!.of.onProgress(200);
  expect(shown()?.secondsLeft).toBeCloseTo(8);
  begun[0]!.of.onReconnecting();
  expect(shown()).toMatchObject({ state: "reconnecting", sentBytes: 200, secondsLeft: undefined });
  // The server has less than was on its way.
  begun[0]!.of.onProgress(150);
  expect(shown()).toMatchObject({ state: "sending", sentBytes: 150, secondsLeft: undefined });
  expect(
    secondsLeft(
      [
        { at: 0, bytes: 0 },
        { at: 4_000, bytes: 0 },
      ],
      10,
    ),
  ).toBeUndefined();
  expect([3, 30, 55, 125, 5_400, 9_000].map(timeLeft)).toEqual([
    { unit: "moment" },
    { unit: "halfMinute" },
    { unit: "minutes", count: 1 },
    { unit: "minutes", count: 2 },
    { unit: "hours", count: 2 },
    { unit: "hours", count: 3 },
  ]);
});
