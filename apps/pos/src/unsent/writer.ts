import { Refusal, type WorkerId } from "@rapport/contract";
import { KeptEntry, type Unsent, type UnsentEntry } from "./entry.ts";
import { seal, unseal } from "./sealed.ts";
import type { Shelf } from "./shelf.ts";

export interface WriterDeps {
  readonly worker: WorkerId;
  /** Both are null if nothing can be kept. */
  readonly place: { readonly shelf: Shelf; readonly key: CryptoKey } | null;
  readonly send: (entry: KeptEntry) => Promise<void>;
  /** Called when the entries or their states change. */
  readonly changed: () => void;
  /** Called when another tab should look again. */
  readonly tell: () => void;
}

/** What one worker wrote and the server has not acknowledged: in memory, and encrypted on the device. */
export class Writer {
  readonly worker: WorkerId;
  readonly #deps: WriterDeps;
  readonly #entries = new Map<string, UnsentEntry>();
  readonly #dirty = new Set<string>();
  #unsent: Unsent;
  #writes: Promise<void> = Promise.resolve();
  #sending: Promise<void> | null = null;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
    this.worker = deps.worker;
    this.#unsent = { entries: [], isKept: deps.place !== null };
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
        const entry = text === null ? undefined : KeptEntry.safeParse(JSON.parse(text)).data;
        if (entry === undefined || this.#dirty.has(entry.id)) continue;
        const known = this.#entries.get(entry.id);
        this.#entries.set(entry.id, { ...entry, ...standing(entry, known) });
      }
      for (const id of this.#entries.keys()) if (!found.has(id) && !this.#dirty.has(id)) this.#entries.delete(id);
    } catch {
      this.#isKept(false);
    }
    this.#publish();
  }

  put(entry: KeptEntry): void {
    this.#entries.set(entry.id, { ...entry, state: entry.writtenAt === null ? "draft" : "waiting" });
    this.#publish();
    this.#keep(entry.id);
  }

  remove(id: string): void {
    this.#entries.delete(id);
    this.#publish();
    this.#keep(id);
  }

  /** Sends waiting entries, one after the other. False when some must wait for a better moment. */
  async sendAll(): Promise<boolean> {
    this.#sending ??= this.#sendEach().finally(() => (this.#sending = null));
    await this.#sending;
    return [...this.#entries.values()].every(({ state }) => state !== "waiting");
  }

  async #sendEach(): Promise<void> {
    for (const { id } of this.#entries.values()) {
      await this.#writes;
      const entry = this.#entries.get(id);
      if (entry?.state !== "waiting") continue;
      if (await this.#wentElsewhere(id)) continue;
      this.#stand(id, { state: "saving" });
      try {
        await this.#deps.send(entry);
      } catch (error) {
        this.#stand(id, maySucceedLater(error) ? { state: "waiting" } : { state: "failed", error });
        if (maySucceedLater(error)) return;
        continue;
      }
      this.remove(id);
    }
  }

  /** Another tab sent it or threw it away. */
  async #wentElsewhere(id: string): Promise<boolean> {
    const { place } = this.#deps;
    if (place === null || !this.#unsent.isKept || (await place.shelf.has(this.worker, id).catch(() => true))) return false;
    this.#entries.delete(id);
    this.#publish();
    return true;
  }

  #stand(id: string, state: { state: "saving" | "waiting" } | { state: "failed"; error: unknown }): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.set(id, { ...entry, ...state });
    this.#publish();
  }

  /** Writes an entry to the device, or removes it, in its state when its turn comes. */
  #keep(id: string): void {
    const { place } = this.#deps;
    if (place === null || this.#dirty.has(id)) return;
    this.#dirty.add(id);
    this.#writes = this.#writes.then(async () => {
      this.#dirty.delete(id);
      const entry = this.#entries.get(id);
      try {
        if (entry === undefined) await place.shelf.remove(this.worker, id);
        else await place.shelf.put(this.worker, id, await seal(place.key, { place: placeOf(this.worker, id), text: JSON.stringify(KeptEntry.parse(entry)) }));
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
    this.#unsent = { ...this.#unsent, entries: [...this.#entries.values()] };
    this.#deps.changed();
  }
}

function placeOf(worker: WorkerId, id: string): string {
  return `${worker}/${id}`;
}

function standing(entry: KeptEntry, known: UnsentEntry | undefined): { state: "draft" | "saving" | "waiting" } | { state: "failed"; error: unknown } {
  if (entry.writtenAt === null) return { state: "draft" };
  if (known?.state === "failed") return { state: "failed", error: known.error };
  return { state: known?.state === "saving" ? "saving" : "waiting" };
}

/** True for a refusal that may pass: a lost network, a busy server, an ended or locked session, another person's session. Any other would be repeated. */
function maySucceedLater(error: unknown): boolean {
  if (!(error instanceof Refusal)) return false;
  return ["unavailable", "busy", "too_many", "signed_out"].includes(error.kind) || ["session.other_person", "session.locked"].includes(error.code);
}
