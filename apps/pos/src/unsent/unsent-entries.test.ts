import { expect, test } from "vitest";
import { CustomerId, OperatorId, Refusal, WorkerId } from "@rapport/contract";
import type { KeptEntry } from "./entry.ts";
import type { Sealed } from "./sealed.ts";
import type { Shelf } from "./shelf.ts";
import { UnsentEntries } from "./unsent-entries.ts";

const KEY = (fill: number) => Buffer.alloc(32, fill).toString("base64");
const person = (n: number) => ({
  worker: { id: WorkerId.parse(`7f0c2a1e-52a5-4b83-9b39-0a7a6d1d000${n}`), operatorId: OperatorId.parse(String(n)), name: `Associate ${n}` },
  draftKey: KEY(n),
});
const [sanne, joost] = [person(1), person(2)];
const customerId = CustomerId.parse("7f0c2a1e-52a5-4b83-9b39-0a7a6d1d0009");
const about = { kind: "note" as const, customerId, customerName: "Clara Vermeer", pinned: true };
const NOON = Date.parse("2026-03-02T12:00:00Z");

/** A device, whose contents survive its pages. */
function device() {
  const lying = new Map<string, Sealed>();
  const key = (worker: WorkerId, id: string) => `${worker} ${id}`;
  const shelf: Shelf = {
    all: async (worker) => new Map([...lying].flatMap(([place, sealed]) => (place.startsWith(worker) ? [[place.slice(worker.length + 1), sealed]] : []))),
    has: async (worker, id) => lying.has(key(worker, id)),
    put: async (worker, id, sealed) => void lying.set(key(worker, id), sealed),
    remove: async (worker, id) => void lying.delete(key(worker, id)),
  };
  return { shelf, lying };
}

/** A page on the device, whose calls are answered as `answer` says. */
function open(shelf: Shelf | null, answer: (note: KeptEntry, worker: WorkerId) => Promise<void> = offline) {
  const sent: { text: string; by: WorkerId; writtenAt: number | null; id: string }[] = [];
  const unsent = new UnsentEntries({
    shelf,
    now: () => NOON,
    send: async (note, worker) => {
      await answer(note, worker);
      sent.push({ text: note.text, by: worker, writtenAt: note.writtenAt, id: note.id });
    },
  });
  return { unsent, sent };
}
const offline = () => Promise.reject(new Refusal("server.unreachable", {}));
const stores = () => Promise.resolve();
const texts = (unsent: UnsentEntries) => unsent.current().entries.map(({ text, state }) => [text, state]);
/** Waits until everything that began has ended. What is sealed takes its turn among the threads of a busy machine. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 200));

test("C2 OF7 a draft survives the page, and only its writer finds it", async () => {
  const { shelf } = device();
  const first = open(shelf).unsent;
  await first.belongTo(sanne);
  first.keepDraft({ ...about, text: "Call aft" });
  first.keepDraft({ ...about, text: "Call after five" });
  await settle();
  const second = open(shelf).unsent;
  await second.belongTo(joost);
  expect(texts(second)).toEqual([]);
  second.lock();
  await second.belongTo(sanne);
  expect(second.draftOf(about)).toMatchObject({ ...about, text: "Call after five", writtenAt: null });
});

test("C2 OF7 nobody can read what is on the device without its writer's key, or move it to another worker", async () => {
  const { shelf, lying } = device();
  const page = open(shelf).unsent;
  await page.belongTo(sanne);
  page.keepDraft({ ...about, text: "Her husband must not know" });
  await settle();
  const [[place, sealed]] = [...lying] as [[string, Sealed]];
  const bytes = Buffer.from(sealed.bytes).toString("latin1");
  for (const secret of ["husband", "Clara", customerId]) expect(bytes).not.toContain(secret);
  lying.set(place.replace(sanne.worker.id, joost.worker.id), sealed);
  for (const other of [joost, { ...joost, draftKey: sanne.draftKey }, { ...sanne, draftKey: joost.draftKey }]) {
    const theirs = open(shelf).unsent;
    await theirs.belongTo(other);
    expect(texts(theirs)).toEqual([]);
  }
});

test("U1 C2 OF7 a waiting note is sent only in its writer's session, once, with the time it was written", async () => {
  const { shelf, lying } = device();
  const first = open(shelf);
  await first.unsent.belongTo(sanne);
  first.unsent.save({ ...about, text: "Written in the cellar" });
  await settle();
  expect(texts(first.unsent)).toEqual([["Written in the cellar", "waiting"]]);
  first.unsent.lock();
  const colleague = open(shelf, stores);
  await colleague.unsent.belongTo(joost);
  await settle();
  expect([texts(colleague.unsent), colleague.sent]).toEqual([[], []]);
  const back = open(shelf, stores);
  await back.unsent.belongTo(sanne);
  await settle();
  expect(back.sent).toMatchObject([{ text: "Written in the cellar", by: sanne.worker.id, writtenAt: NOON }]);
  expect([texts(back.unsent), lying.size]).toEqual([[], 0]);
  // It was stored before the page could show it.
  const told: string[] = [];
  back.unsent.onStored((kind) => told.push(kind));
  expect(told).toEqual(["note"]);
});

test("U1 OF3 a note stays one note however often it is sent, and is sent by itself when the server answers again", async () => {
  let answers = 0;
  const ids = new Set<string>();
  const { unsent, sent } = open(device().shelf, async ({ id }) => {
    ids.add(id);
    answers += 1;
    if (answers < 3) await offline();
  });
  await unsent.belongTo(sanne);
  unsent.save({ ...about, text: "Twice in vain" });
  await settle();
  unsent.sendNow();
  await settle();
  unsent.sendNow();
  await settle();
  expect([answers, ids.size, sent.length, texts(unsent)]).toEqual([3, 1, 1, []]);
});

test("C3 a note refused because of another person waits for its writer; a wrong note keeps its text until the writer decides", async () => {
  const { shelf } = device();
  const page = open(shelf, () => Promise.reject(new Refusal("session.other_person", { name: "Joost" })));
  await page.unsent.belongTo(sanne);
  page.unsent.save({ ...about, text: "Mine" });
  await settle();
  expect(texts(page.unsent)).toEqual([["Mine", "waiting"]]);
  const wrong = open(shelf, () => Promise.reject(new Refusal("customer.unknown", {})));
  await wrong.unsent.belongTo(sanne);
  await settle();
  expect(texts(wrong.unsent)).toEqual([["Mine", "failed"]]);
  wrong.unsent.throwAway(wrong.unsent.current().entries[0]!.id);
  await settle();
  expect([texts(wrong.unsent), (await shelf.all(sanne.worker.id)).size]).toEqual([[], 0]);
});

test("C2 a device that keeps nothing says so, and the typed text is still there for the same person after the session ended", async () => {
  const { unsent } = open(null);
  await unsent.belongTo(sanne);
  unsent.keepDraft({ ...about, text: "In memory" });
  expect(unsent.current().isKept).toBe(false);
  unsent.lock();
  expect(texts(unsent)).toEqual([]);
  await unsent.belongTo(sanne);
  expect(texts(unsent)).toEqual([["In memory", "draft"]]);
  unsent.lock();
  await unsent.belongTo(joost);
  await unsent.belongTo(sanne);
  expect(texts(unsent)).toEqual([]);
});

test("C2 a device without room keeps the text on the page and says so", async () => {
  const { shelf } = device();
  const { unsent } = open({ ...shelf, put: () => Promise.reject(new DOMException("full", "QuotaExceededError")) });
  await unsent.belongTo(sanne);
  unsent.keepDraft({ ...about, text: "No room" });
  await settle();
  expect([unsent.current().isKept, texts(unsent)]).toEqual([false, [["No room", "draft"]]]);
});

test("C2 a note thrown away or sent in one tab is not sent by another", async () => {
  const { shelf } = device();
  const [one, two] = [open(shelf), open(shelf)];
  await one.unsent.belongTo(sanne);
  one.unsent.save({ ...about, text: "No, rather not" });
  await settle();
  await two.unsent.belongTo(sanne);
  two.unsent.throwAway(two.unsent.current().entries[0]!.id);
  await settle();
  one.unsent.sendNow();
  await settle();
  expect([texts(one.unsent), texts(two.unsent), one.sent]).toEqual([[], [], []]);
});

test("OF7 what is added with one tap leaves the draft about the same customer alone; only the draft's own form finishes it", async () => {
  const { unsent, sent } = open(device().shelf, stores);
  await unsent.belongTo(sanne);
  unsent.keepDraft({ ...about, text: "Half a sent" });
  unsent.add({ ...about, text: "Called" });
  await settle();
  expect([sent.map(({ text }) => text), texts(unsent)]).toEqual([["Called"], [["Half a sent", "draft"]]]);
  unsent.save({ ...about, text: "Half a sentence" });
  await settle();
  expect([sent.map(({ text }) => text), texts(unsent)]).toEqual([["Called", "Half a sentence"], []]);
});

test("OF7 a refused entry becomes a draft again, unless another one about the customer was begun", async () => {
  const { unsent } = open(device().shelf, () => Promise.reject(new Refusal("customer.unknown", {})));
  await unsent.belongTo(sanne);
  unsent.add({ ...about, text: "Refused" });
  await settle();
  unsent.keepDraft({ ...about, text: "Begun" });
  const { id } = unsent.current().entries.find(({ state }) => state === "failed")!;
  expect(unsent.reopen(id)).toBe(false);
  unsent.throwAway(unsent.draftOf(about)!.id);
  expect(unsent.reopen(id)).toBe(true);
  expect(texts(unsent)).toEqual([["Refused", "draft"]]);
});
