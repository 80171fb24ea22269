import type { UnpackLimits } from "@rapport/domain";
import type { Database, Operational } from "@rapport/operational";
import type { Warehouse } from "@rapport/warehouse";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { FilesInUse } from "./datasources/index.ts";

/** What every slice gets; there are no singletons. Take only what you use: `Pick<Deps, "db" | "clock">`. */
export interface Deps {
  readonly db: Kysely<Database>;
  /** The pool under `db`, for advisory locks and for work that needs one connection of its own. */
  readonly pool: Operational["pool"];
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  /** Structured and redacted: never give it a person's name, address, e-mail, a customer's id or a payload. */
  readonly log: Logger;
  readonly signals: Signals;
  readonly journal: Journal;
  /** The folder where uploaded files wait for their job, with everything else that is not in a store. */
  readonly dataDir: string;
  readonly disk: Disk;
  /** Largest file by HTTP (FF19). */
  readonly uploadMaxBytes: number;
  /** How much may come out of a packed file (FF28); undefined for as much as a file by HTTP may have. */
  readonly unpack?: UnpackLimits | undefined;
  readonly limits: Limits;
  readonly signInWaits: SignInWaits;
  /** The demo's legal entity while the demo is on and no other machine reaches the server: its registers need no code (SI15). */
  readonly demoEntity?: string | undefined;
  /** Runs before each step of a session of distribution; a test makes the step fail here. */
  readonly beforeStep?: ((at: DistributionStep) => Promise<void>) | undefined;
  readonly signOn?: SignOnSettings | undefined;
  readonly mail?: MailSettings | undefined;
  readonly webhooks?: WebhookSettings | undefined;
  /** How files come besides by HTTP; without it, only by folders in the data directory. */
  readonly fileDoors?: FileDoors | undefined;
  /** Which files of folders are being written by SFTP. */
  readonly filesInUse: FilesInUse;
}

export interface FileDoors {
  /** Where the folders of data sources are, when other programs put files there; otherwise in the data directory. */
  readonly foldersDir?: string | undefined;
  /** How many bytes may wait in a folder (FO4). */
  readonly queueMaxBytes: number;
  /** Where the SFTP server listens; undefined for none. */
  readonly sftp?: SftpSettings | undefined;
}

export interface SftpSettings {
  readonly host: string;
  readonly port: number;
  /** The name by which senders reach it. */
  readonly publicHost: string;
}

/** A step of bringing a package to a store. */
export interface DistributionStep {
  readonly step: "download" | "apply";
  readonly legalEntity: string;
  readonly store: string;
  readonly session: number;
}

/** The OpenID Connect provider with which people of headquarters sign in. */
export interface SignOnSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that gives roles: its name, or a path with dots. */
  readonly claim: string;
  /** What the button calls it. */
  readonly name: string;
  readonly redirectUri: string;
}

/** The mail server, and the address of this server that mails name. */
export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
  readonly publicUrl: string;
}

export interface WebhookSettings {
  /** The address of this server that notices name; undefined for none. */
  readonly publicUrl: string | undefined;
  /** They may go to addresses of the own network and of this machine, and unencrypted (NO10). */
  readonly mayGoInside: boolean;
}

/** Who tries: an account, from a device on which it has signed in before or has not. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
  /** Names a device on which this very account has signed in before; `null` for any other. */
  readonly device: string | null;
  /** The register at which they try, and which device there: its own, one that the account knows, or any other. */
  readonly register?: { readonly name: string; readonly device: string } | undefined;
}

/** Wrong passwords of this process's callers, and how long they wait for the next try. */
export interface SignInWaits {
  /** Refuses with `request.too_many` while they must wait. Otherwise counts a wrong try; take it back when the password is right. */
  begin(attempt: Attempt): { takeBack(): void };
  /** The longest time that somebody with this account has to wait somewhere, in seconds; 0 when nowhere. */
  waitOf(account: string): number;
  /** Forgets the wrong tries with an account, or at a register. Those of addresses stay, because others use them too. */
  forget(accountOrRegister: string): void;
}

/** How many reports run at once, and how many may wait. */
export interface Limits {
  readonly reports: { readonly atOnce: number; readonly waiting: number };
  /** How many customers a person may look up in an hour, a fifth of them within a minute; undefined or 0 for no limit (S14). */
  readonly lookupsPerHour?: number;
  /** How many days the audit log is kept; undefined or 0 for ever (AU4). */
  readonly auditDays?: number;
}

export interface Clock {
  now(): Date;
}

/** Free space, in bytes, on the disk of the data directory that has the least. */
export interface Room {
  /** `short`: less than twice the reserve is free. `full`: less than the reserve. */
  readonly kind: "ample" | "short" | "full";
  readonly freeBytes: number;
  readonly reserveBytes: number;
}

/** The disks under the data directory. */
export interface Disk {
  room(): Room;
  /** False when this many more bytes would use the reserve: then hits and files are refused (F2). */
  takes(bytes?: number): boolean;
  /** False when half the reserve is gone. The rest is for the database, reports and undoing. */
  lastsForProcessing(): boolean;
}

/** One accepted request, as stored. */
export interface Arrival {
  readonly suite: string;
  /** How it came: a Segment call or `image`. */
  readonly door: string;
  /** Hash of the caller's address and user agent; the address itself is never stored. */
  readonly client: string;
  /** JSON text, and how many hits it holds. */
  readonly payload: string;
  readonly hits: number;
}

/** Makes accepted hits durable, on their way to the warehouse. */
export interface Journal {
  /** Resolves when the hits are durable on disk; rejects with the refusal `unavailable` when they are not. */
  commit(arrivals: readonly Arrival[]): Promise<void>;
  /** True when so much is waiting that callers should try again later. */
  underPressure(): boolean;
  /** Durable hits of a suite that are not in the warehouse yet. */
  waiting(suite: string): number;
  /** The number under which this process accepts hits, and when the oldest hit that is not in the warehouse yet arrived, in epoch milliseconds; null for none. */
  unloaded(): { readonly writer: number; readonly since: number | null };
  /** False while hits are refused, or cannot be moved to the warehouse. */
  healthy(): boolean;
  /** What of the journal could not be read and is kept: files, their bytes, and how many hits are known to be missing. */
  unreadable(): Promise<{ readonly files: number; readonly bytes: number; readonly hits: number }>;
  /** Moves waiting hits to the warehouse. If that fails, they stay on disk for the next start. */
  close(): Promise<void>;
}

/**
 * Wakes background work of this process at once. A missed signal does no harm: workers also poll.
 * Listeners run synchronously and must not throw.
 */
export interface Signals {
  /** Hits are durable. They have been answered with success, or will be at once. */
  hitsAccepted(count: number): void;
  onHitsAccepted(listener: (count: number) => void): () => void;
  /** Hits are in the warehouse and wait for processing. */
  hitsCommitted(count: number): void;
  /** Returns a function that removes the listener. */
  onHitsCommitted(listener: (count: number) => void): () => void;
  /** A report suite was created or its settings changed. */
  suitesChanged(): void;
  onSuitesChanged(listener: () => void): () => void;
}

/** A loop or part of the server that runs until it is stopped. */
export interface Running {
  /** Resolves when work that has begun is finished. */
  stop(): Promise<void>;
  /** False when the loop can no longer do its work; part of `/readyz`. */
  healthy?(): boolean;
}

export const systemClock: Clock = { now: () => new Date() };

export function createSignals(): Signals {
  const accepted = createSignal<[count: number]>();
  const hits = createSignal<[count: number]>();
  const suites = createSignal<[]>();
  return {
    hitsAccepted: accepted.give,
    onHitsAccepted: accepted.on,
    hitsCommitted: hits.give,
    onHitsCommitted: hits.on,
    suitesChanged: suites.give,
    onSuitesChanged: suites.on,
  };
}

function createSignal<A extends unknown[]>(): { give(...args: A): void; on(listener: (...args: A) => void): () => void } {
  const listeners = new Set<(...args: A) => void>();
  return {
    give: (...args) => listeners.forEach((listener) => listener(...args)),
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
