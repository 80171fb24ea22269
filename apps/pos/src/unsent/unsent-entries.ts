import { Refusal, type CustomerId, type WorkerId } from "@rapport/contract";
import type { PosSession } from "@rapport/contract/sessions";
import { draftOf, type EntryKind, isBlank, type KeptEntry, NOTHING, type Unsent, type UnsentEntry, type Written } from "./entry.ts";
import { newId } from "./new-id.ts";
import { readKey } from "./sealed.ts";
import type { Shelf } from "./shelf.ts";
import { Writer } from "./writer.ts";

export interface UnsentDeps {
  readonly shelf: Shelf | null;
  /** Sends an entry in the session of its writer and shows the stored one. */
  readonly send: (entry: KeptEntry, worker: WorkerId) => Promise<void>;
  readonly now: () => number;
}

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;
const LONGEST_OPENING_MS = 1_000;
const CHANNEL = "rapport-unsent";

/** The drafts and unsent entries, such as notes, of the signed-in person (OF7). Nobody else's are in memory or sent. */
export class UnsentEntries {
  readonly #deps: UnsentDeps;
  readonly #listeners = new Set<() => void>();
  readonly #onStored = new Set<(kind: EntryKind) => void>();
  readonly #tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;
  /** Stored before anybody listened, as when the page is still loading. */
  readonly #untold: EntryKind[] = [];
  #writer: Writer | null = null;
  #opening: { readonly worker: WorkerId; readonly done: Promise<void> } | null = null;
  /** Entries of an ended session on a device that keeps nothing, in case the same person returns. */
  #inMemoryOnly: Writer | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;

  constructor(deps: UnsentDeps) {
    this.#deps = deps;
    if (this.#tabs !== null) this.#tabs.onmessage = () => void this.#writer?.load();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls `listener` after each entry that the server has stored. */
  onStored(listener: (kind: EntryKind) => void): () => void {
    this.#onStored.add(listener);
    for (const kind of this.#untold.splice(0)) listener(kind);
    return () => this.#onStored.delete(listener);
  }

  readonly current = (): Unsent => this.#writer?.unsent ?? NOTHING;

  /** Switches to the entries of this person, which are sent and shown in their session. Those of another person leave the memory. */
  async belongTo({ worker, draftKey }: Pick<PosSession, "worker" | "draftKey">): Promise<void> {
    // Only a locked session has no key.
    if (draftKey === null) return;
    if (this.#opening?.worker !== worker.id) {
      const before = this.#inMemoryOnly;
      this.lock();
      this.#inMemoryOnly = null;
      const done = this.#open(before?.worker === worker.id ? before : this.#writerOf(worker.id, draftKey), () => this.#opening?.done === done);
      this.#opening = { worker: worker.id, done };
    }
    // A browser whose database does not answer must not prevent the page from opening.
    await Promise.race([this.#opening?.done, new Promise((resolve) => setTimeout(resolve, LONGEST_OPENING_MS))]);
  }

  async #open(opening: Writer | Promise<Writer>, isWanted: () => boolean): Promise<void> {
    const writer = await opening;
    if (!isWanted()) return;
    this.#writer = writer;
    await writer.load();
    this.sendNow();
  }

  /** The session ended. What is kept stays on the device, and the key leaves the memory. */
  lock(): void {
    clearTimeout(this.#retry);
    const writer = this.#writer;
    this.#writer = null;
    this.#opening = null;
    if (writer !== null && !writer.unsent.isKept) this.#inMemoryOnly = writer;
    this.#changed();
  }

  /** Somebody signed out. What was only in memory is gone. */
  forget(): void {
    this.lock();
    this.#inMemoryOnly = null;
  }

  draftOf<K extends EntryKind>(of: { kind: K; customerId: CustomerId }): UnsentEntry<K> | undefined {
    return draftOf(this.current(), of);
  }

  /** Keeps what was typed so far. Without anything typed there is no draft. */
  keepDraft(written: Written): void {
    const { id } = this.draftOf(written) ?? {};
    if (!isBlank(written)) this.#writer?.put({ ...written, id: id ?? newId(), writtenAt: null });
    else if (id !== undefined) this.#writer?.remove(id);
  }

  /** Finishes the draft of its kind about the customer, with what its form has now. It is kept, and sent until it is acknowledged. */
  save(written: Written): void {
    this.#finish(written, this.draftOf(written)?.id);
  }

  /** Finishes an entry that is no draft. A draft about the customer stays as it is. */
  add(written: Written): void {
    this.#finish(written);
  }

  #finish(written: Written, id: string = newId()): void {
    this.#writer?.put({ ...written, id, writtenAt: this.#deps.now() });
    this.sendNow();
  }

  /** Tries a refused entry again. */
  again(id: string): void {
    const entry = this.#entry(id);
    if (entry === undefined) return;
    const isTaken = entry.state === "failed" && entry.error instanceof Refusal && ["note.id_in_use", "activity.id_in_use"].includes(entry.error.code);
    if (isTaken) this.#writer?.remove(id);
    this.#writer?.put(isTaken ? { ...entry, id: newId() } : entry);
    this.sendNow();
  }

  /** Makes a refused entry a draft again. False, and nothing is changed, when its customer has another draft of the kind. */
  reopen(id: string): boolean {
    const entry = this.#entry(id);
    if (entry === undefined || this.draftOf(entry) !== undefined) return false;
    this.#writer?.put({ ...entry, writtenAt: null });
    return true;
  }

  #entry(id: string): UnsentEntry | undefined {
    return this.current().entries.find((known) => known.id === id);
  }

  /** Throws an entry away, after the person confirmed it. */
  throwAway(id: string): void {
    this.#writer?.remove(id);
  }

  /** Tries at once, as when the network is back. */
  sendNow(): void {
    this.#retryMs = FIRST_RETRY_MS;
    void this.#send();
  }

  async #send(): Promise<void> {
    clearTimeout(this.#retry);
    const writer = this.#writer;
    if (writer === null || (await writer.sendAll()) || writer !== this.#writer) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#send(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  async #writerOf(worker: WorkerId, draftKey: string): Promise<Writer> {
    const { shelf, send } = this.#deps;
    return new Writer({
      worker,
      place: shelf === null ? null : { shelf, key: await readKey(draftKey) },
      send: async (entry) => {
        await send(entry, worker);
        if (this.#onStored.size === 0) this.#untold.push(entry.kind);
        for (const listener of this.#onStored) listener(entry.kind);
      },
      changed: () => this.#changed(),
      tell: () => this.#tabs?.postMessage(null),
    });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
