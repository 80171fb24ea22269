import { Refusal, type NoteId, type WorkerId } from "@rapport/contract";
import { KeptNote, type Unsent, type UnsentNote } from "./note.ts";
import { seal, unseal } from "./sealed.ts";
import type { Shelf } from "./shelf.ts";

export interface WriterDeps {
  readonly worker: WorkerId;
  /** Both are null if nothing can be kept. */
  readonly place: { readonly shelf: Shelf; readonly key: CryptoKey } | null;
  readonly send: (note: KeptNote) => Promise<void>;
  /** Called when the notes or their states change. */
  readonly changed: () => void;
  /** Called when another tab should look again. */
  readonly tell: () => void;
}

/** What one worker wrote and the server has not acknowledged: in memory, and encrypted on the device. */
export class Writer {
  readonly worker: WorkerId;
  readonly #deps: WriterDeps;
  readonly #notes = new Map<NoteId, UnsentNote>();
  readonly #dirty = new Set<NoteId>();
  #unsent: Unsent;
  #writes: Promise<void> = Promise.resolve();
  #sending: Promise<void> | null = null;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
    this.worker = deps.worker;
    this.#unsent = { notes: [], isKept: deps.place !== null };
  }

  get unsent(): Unsent {
    return this.#unsent;
  }

  /** Reads what is on the device, from before this page or from another tab. */
  async load(): Promise<void> {
    await this.#writes;
    const { place } = this.#deps;
    if (place === null) return;
    try {
      const found = await place.shelf.all(this.worker);
      for (const [id, sealed] of found) {
        const text = await unseal(place.key, { place: placeOf(this.worker, id), sealed });
        const note = text === null ? undefined : KeptNote.safeParse(JSON.parse(text)).data;
        if (note === undefined || this.#dirty.has(note.id)) continue;
        const known = this.#notes.get(note.id);
        this.#notes.set(note.id, { ...note, ...standing(note, known) });
      }
      for (const id of this.#notes.keys()) if (!found.has(id) && !this.#dirty.has(id)) this.#notes.delete(id);
    } catch {
      this.#isKept(false);
    }
    this.#publish();
  }

  put(note: KeptNote): void {
    this.#notes.set(note.id, { ...note, state: note.writtenAt === null ? "draft" : "waiting" });
    this.#publish();
    this.#keep(note.id);
  }

  remove(id: NoteId): void {
    this.#notes.delete(id);
    this.#publish();
    this.#keep(id);
  }

  /** Sends waiting notes, one after the other. False when some must wait for a better moment. */
  async sendAll(): Promise<boolean> {
    this.#sending ??= this.#sendEach().finally(() => (this.#sending = null));
    await this.#sending;
    return [...this.#notes.values()].every(({ state }) => state !== "waiting");
  }

  async #sendEach(): Promise<void> {
    for (const { id } of this.#notes.values()) {
      await this.#writes;
      const note = this.#notes.get(id);
      if (note?.state !== "waiting") continue;
      if (await this.#wentElsewhere(id)) continue;
      this.#stand(id, { state: "saving" });
      try {
        await this.#deps.send(note);
      } catch (error) {
        this.#stand(id, maySucceedLater(error) ? { state: "waiting" } : { state: "failed", error });
        if (maySucceedLater(error)) return;
        continue;
      }
      this.remove(id);
    }
  }

  /** Another tab sent it or threw it away. */
  async #wentElsewhere(id: NoteId): Promise<boolean> {
    const { place } = this.#deps;
    if (place === null || !this.#unsent.isKept || (await place.shelf.has(this.worker, id).catch(() => true))) return false;
    this.#notes.delete(id);
    this.#publish();
    return true;
  }

  #stand(id: NoteId, state: { state: "saving" | "waiting" } | { state: "failed"; error: unknown }): void {
    const note = this.#notes.get(id);
    if (note === undefined) return;
    this.#notes.set(id, { ...note, ...state });
    this.#publish();
  }

  /** Writes a note to the device, or removes it, in its state when its turn comes. */
  #keep(id: NoteId): void {
    const { place } = this.#deps;
    if (place === null || this.#dirty.has(id)) return;
    this.#dirty.add(id);
    this.#writes = this.#writes.then(async () => {
      this.#dirty.delete(id);
      const note = this.#notes.get(id);
      try {
        if (note === undefined) await place.shelf.remove(this.worker, id);
        else await place.shelf.put(this.worker, id, await seal(place.key, { place: placeOf(this.worker, id), text: JSON.stringify(KeptNote.parse(note)) }));
        this.#deps.tell();
      } catch {
        // There is no room, or the browser keeps nothing. The person is told that this page must stay open.
        this.#isKept(false);
      }
    });
  }

  #isKept(isKept: boolean): void {
    this.#unsent = { ...this.#unsent, isKept };
    this.#deps.changed();
  }

  #publish(): void {
    this.#unsent = { ...this.#unsent, notes: [...this.#notes.values()] };
    this.#deps.changed();
  }
}

function placeOf(worker: WorkerId, id: string): string {
  return `${worker}/${id}`;
}

function standing(note: KeptNote, known: UnsentNote | undefined): { state: "draft" | "saving" | "waiting" } | { state: "failed"; error: unknown } {
  if (note.writtenAt === null) return { state: "draft" };
  if (known?.state === "failed") return { state: "failed", error: known.error };
  return { state: known?.state === "saving" ? "saving" : "waiting" };
}

/** True for a refusal that may pass: a lost network, a busy server, an ended or locked session, another person's session. Any other would be repeated. */
function maySucceedLater(error: unknown): boolean {
  if (!(error instanceof Refusal)) return false;
  return ["unavailable", "busy", "too_many", "signed_out"].includes(error.kind) || ["session.other_person", "session.locked"].includes(error.code);
}
