import type { FileToSend, Sending } from "./resumable-file.ts";
import { secondsLeft, type Sample } from "./time-left.ts";
import type { SourcePlace } from "../source-place.ts";

/** `queued` waits for the files before it. `paused` and `failed` wait for a person. */
export type SendState = "queued" | "sending" | "reconnecting" | "paused" | "failed" | "done";

export interface QueuedFile {
  readonly key: number;
  readonly file: File;
  readonly force: boolean;
  readonly state: SendState;
  readonly sentBytes: number;
  /** undefined while it is not known. */
  readonly secondsLeft: number | undefined;
  readonly jobId: number | undefined;
  readonly error: unknown;
}

interface QueueOptions {
  readonly place: SourcePlace;
  readonly send: (file: FileToSend) => Sending;
  readonly now: () => number;
}

const KEEPS_MS = 15_000;

/** Files that are sent to a data source one after the other. */
export class SendQueue {
  readonly #options: QueueOptions;
  readonly #listeners = new Set<() => void>();
  #files: readonly QueuedFile[] = [];
  #next = 1;
  #current: { readonly key: number; readonly sending: Sending; samples: readonly Sample[] } | undefined;
  constructor(options: QueueOptions) {
    this.#options = options;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  files = (): readonly QueuedFile[] => this.#files;

  add(files: readonly File[], { force }: { readonly force: boolean }): void {
    const fresh = files.map((file) => ({ key: this.#next++, file, force, state: "queued" as const, ...NOTHING_YET }));
    this.#change([...this.#files, ...fresh]);
    this.#begin();
  }

  /** Goes on with a file that was paused or failed, after those that wait already. */
  goOn(key: number): void {
    const file = this.#files.find((one) => one.key === key);
    if (file === undefined || (file.state !== "paused" && file.state !== "failed")) return;
    this.#change([...this.#files.filter((one) => one.key !== key), { ...file, state: "queued", error: undefined, secondsLeft: undefined }]);
    this.#begin();
  }

  /** What came of it stays at the server. */
  async pause(key: number): Promise<void> {
    const sending = this.#leave(key);
    this.#set(key, { state: "paused", secondsLeft: undefined });
    await sending?.pause();
    this.#begin();
  }

  /** What came of it is discarded. */
  async cancel(key: number): Promise<void> {
    const sending = this.#leave(key);
    this.#change(this.#files.filter((one) => one.key !== key));
    try {
      await sending?.cancel();
    } finally {
      this.#begin();
    }
  }

  /** Takes a file off the list that is done or is not sent. */
  remove(key: number): void {
    if (this.#current?.key !== key) this.#change(this.#files.filter((one) => one.key !== key));
  }

  /** When the page is left. */
  async pauseAll(): Promise<void> {
    this.#change(this.#files.map((one) => (one.state === "queued" ? { ...one, state: "paused" } : one)));
    if (this.#current !== undefined) await this.pause(this.#current.key);
  }

  #begin(): void {
    if (this.#current !== undefined) return;
    const next = this.#files.find(({ state }) => state === "queued");
    if (next === undefined) return;
    const { key, file, force } = next;
    const sending = this.#options.send({
      place: this.#options.place,
      file,
      force,
      onProgress: (sentBytes) => this.#progress(key, sentBytes),
      onReconnecting: () => this.#reconnecting(key),
    });
    this.#current = { key, sending, samples: [] };
    this.#set(key, { state: "sending" });
    const isCurrent = () => this.#current?.sending === sending;
    sending.job.then(
      (jobId) => isCurrent() && this.#end(key, { state: "done", jobId, sentBytes: file.size, secondsLeft: undefined }),
      (error: unknown) => isCurrent() && this.#end(key, { state: "failed", error, secondsLeft: undefined }),
    );
  }

  #end(key: number, change: Partial<QueuedFile>): void {
    this.#leave(key);
    this.#set(key, change);
    this.#begin();
  }

  #progress(key: number, sentBytes: number): void {
    if (this.#current?.key !== key) return;
    const at = this.#options.now();
    const file = this.#files.find((one) => one.key === key);
    this.#current.samples = [...this.#current.samples.filter((sample) => sample.at > at - KEEPS_MS && sample.bytes <= sentBytes), { at, bytes: sentBytes }];
    this.#set(key, { state: "sending", sentBytes, secondsLeft: secondsLeft(this.#current.samples, file?.file.size ?? 0) });
  }

  #reconnecting(key: number): void {
    if (this.#current?.key !== key) return;
    this.#current.samples = [];
    this.#set(key, { state: "reconnecting", secondsLeft: undefined });
  }

  #leave(key: number): Sending | undefined {
    if (this.#current?.key !== key) return undefined;
    const { sending } = this.#current;
    this.#current = undefined;
    return sending;
  }

  #set(key: number, change: Partial<QueuedFile>): void {
    this.#change(this.#files.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }

  #change(files: readonly QueuedFile[]): void {
    this.#files = files;
    for (const listener of this.#listeners) listener();
  }
}

const NOTHING_YET = { sentBytes: 0, secondsLeft: undefined, jobId: undefined, error: undefined } as const;
