import { expect, test } from "vitest";
import { type CameraState, stateOf, type Watch, watchCamera } from "./watch-camera.ts";

class Track extends EventTarget {
  isOn = true;
  stop() {
    this.isOn = false;
  }
}

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
  show(state: DocumentVisibilityState) {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

/** A camera of which each part can be made to fail, and what was told of it. */
function watched(of: { open?: () => Promise<unknown>; play?: () => Promise<void>; reader?: () => Promise<unknown>; read?: () => Promise<string | null> } = {}) {
  const page = new Page();
  const tracks: Track[] = [];
  const states: CameraState[] = [];
  const codes: string[] = [];
  const video = { srcObject: null as unknown, play: of.play ?? (async () => await Promise.resolve()) };
  const stop = watchCamera({
    video,
    page,
    open: async () => {
      await of.open?.();
      const track = new Track();
      tracks.push(track);
      return { getTracks: () => [track] };
    },
    reader: of.reader ?? (async () => await Promise.resolve({ read: of.read ?? (async () => await Promise.resolve(null)) })),
    onState: (state: CameraState) => states.push(state),
    onCode: (code: string) => codes.push(code),
  } as unknown as Watch);
  return { page, tracks, states, codes, video, stop, on: () => tracks.map(({ isOn }) => isOn) };
}

const until = async (is: () => boolean) => await expect.poll(is, { interval: 1 }).toBe(true);

test("CS16 the camera is off once a code is read, which is told once", async () => {
  const read = ["", "  ", null, " C-1 ", "C-2"];
  const { codes, states, on, video, page } = watched({ read: async () => await Promise.resolve(read.shift() ?? null) });
  await until(() => codes.length > 0);
  expect([codes, states, on(), video.srcObject]).toEqual([["C-1"], ["starting", "on"], [false], null]);
  page.show("hidden");
  page.show("visible");
  expect(on()).toEqual([false]);
});

test("CS16 the camera is off when the sheet closes, also before it was given, and nothing is told any more", async () => {
  const { states, on, stop } = watched();
  await until(() => states.includes("on"));
  stop();
  expect(on()).toEqual([false]);
  let give = () => undefined as void;
  const late = watched({ open: async () => await new Promise<void>((resolve) => (give = resolve)) });
  late.stop();
  give();
  await until(() => late.tracks.length > 0);
  await until(() => late.on().join() === "false");
  expect([late.states, late.codes]).toEqual([["starting"], []]);
});

test("CS16 the camera is off when its picture does not begin, or what reads codes does not load", async () => {
  const fails = async () => await Promise.reject(new Error("offline"));
  for (const broken of [{ play: fails }, { reader: fails }]) {
    const { states, on } = watched(broken);
    await until(() => states.includes("unavailable"));
    expect([states, on()]).toEqual([["starting", "unavailable"], [false]]);
  }
});

test("CS16 a picture that cannot be read is passed over", async () => {
  let reads = 0;
  const { codes } = watched({ read: async () => (++reads < 3 ? await Promise.reject(new Error("no frame yet")) : await Promise.resolve("C-1")) });
  await until(() => codes.length > 0);
  expect([codes, reads]).toEqual([["C-1"], 3]);
});

test("CS16 a camera that is unplugged, or not allowed any more, is said to have stopped", async () => {
  const { states, tracks, on, page } = watched();
  await until(() => states.includes("on"));
  tracks[0]?.dispatchEvent(new Event("ended"));
  expect([states.at(-1), on()]).toEqual(["stopped", [false]]);
  page.show("visible");
  expect(tracks).toHaveLength(1);
});

test("CS16 while nobody sees the page the camera is off, and it begins again afterwards", async () => {
  const { states, on, page, stop } = watched();
  await until(() => states.includes("on"));
  page.show("hidden");
  expect(on()).toEqual([false]);
  page.show("visible");
  await until(() => states.length === 4);
  expect([states, on()]).toEqual([
    ["starting", "on", "starting", "on"],
    [false, true],
  ]);
  stop();
  expect(on()).toEqual([false, false]);
});

test("CS16 why there is no picture is told from what the browser says", async () => {
  const said = (name: string) => stateOf(new DOMException("", name));
  expect(["NotAllowedError", "SecurityError"].map(said)).toEqual(["refused", "refused"]);
  expect(["NotFoundError", "OverconstrainedError"].map(said)).toEqual(["none", "none"]);
  expect(["NotReadableError", "AbortError"].map(said)).toEqual(["busy", "busy"]);
  expect([said("TypeError"), stateOf("no")]).toEqual(["unavailable", "unavailable"]);
  const { states, on } = watched({ open: async () => await Promise.reject(new DOMException("", "NotAllowedError")) });
  await until(() => states.includes("refused"));
  expect(on()).toEqual([]);
});
