import { inTransaction } from "@rapport/operational";
import type { NoticeFacts } from "@rapport/contract/data-sources";
import { TOLD_AFTER_MS } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { readIfUsable } from "../folders/folder-files.ts";
import { nameOf } from "../folders/places.ts";
import { accountsWithFolders } from "../folders/watch-folders.ts";
import { lowMatches } from "../matching/match-rate.ts";
import { AWAKE_MS } from "../sftp/access.ts";
import { tell } from "./tell.ts";
import { asleepSince, forgetTold, markTold } from "./telling-queries.ts";

export type ConditionDeps = Pick<Deps, "db" | "warehouse" | "clock" | "dataDir" | "fileDoors" | "log" | "mail" | "filesInUse">;

interface Lasting {
  readonly id: number;
  readonly condition: string;
  /** When it began, in epoch milliseconds. */
  readonly since: number;
}

/** Tells of files that wait too long in their folders (FO8): each once, and a source that is stopped or paused once for as long as it is. */
export async function tellWaiting(deps: ConditionDeps): Promise<void> {
  const all: Lasting[] = [];
  const unread: number[] = [];
  for (const account of await accountsWithFolders(deps)) {
    const reading = await readIfUsable(deps, account, deps.filesInUse.isOpen);
    if (reading === undefined) {
      unread.push(account.id);
      continue;
    }
    const waiting = waitingIn(account, { ...reading, now: deps.clock.now().getTime() });
    all.push(...waiting);
    for (const why of new Set(waiting.map((file) => file.why))) await tellNew(deps, { account, why, files: waiting.filter((file) => file.why === why) });
  }
  // What a folder holds that cannot be read now is not known, so nothing of it is over.
  await forgetTold(deps.db, { kind: "waiting ", lasting: all, except: unread });
}

type Why = Extract<NoticeFacts, { kind: "file.waiting" }>["why"];
interface WaitingFile extends Lasting {
  readonly name: string;
  readonly why: Why;
}
type Reading = NonNullable<Awaited<ReturnType<typeof readIfUsable>>>;

function waitingIn(account: AccountRow, { files, isPaused, now }: Reading & { now: number }): WaitingFile[] {
  return files.flatMap((file) => {
    if (now - file.writtenAt < TOLD_AFTER_MS || file.state === "open") return [];
    const why: Why | undefined = isPaused ? "paused" : file.state !== "ready" ? file.state : account.stopped_by === null ? undefined : "stopped";
    if (why === undefined) return [];
    const isOfSource = why === "paused" || why === "stopped";
    const condition = isOfSource ? `waiting ${why}` : `waiting ${why} ${file.writtenAt} ${file.name}`;
    return [{ id: account.id, name: file.name, why, since: file.writtenAt, condition }];
  });
}

async function tellNew(deps: ConditionDeps, { account, why, files }: { account: AccountRow; why: Why; files: readonly WaitingFile[] }): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    const news = new Set(await markTold(trx, { id: account.id, conditions: [...new Set(files.map(({ condition }) => condition))], at }));
    const told = files.filter(({ condition }) => news.has(condition));
    const [first] = told;
    if (first === undefined) return;
    const since = new Date(Math.min(...told.map((file) => file.since))).toISOString();
    await tell(trx, deps, { dataSource: account.id, facts: { kind: "file.waiting", why, files: told.length, filename: first.name, since } });
  });
}

/** Tells of logins that fell asleep because nobody used them (SF5). */
export async function tellAsleep(deps: ConditionDeps): Promise<void> {
  if (deps.fileDoors?.sftp === undefined) return;
  const now = deps.clock.now();
  const asleep = await asleepSince(deps.db, { usedBefore: new Date(now.getTime() - AWAKE_MS) });
  const lasting = asleep.map((source) => ({ ...source, condition: `asleep ${source.used_at.toISOString()}` }));
  for (const { id, rsid, used_at: usedAt, condition } of lasting)
    await inTransaction(deps.db, async (trx) => {
      if ((await markTold(trx, { id, conditions: [condition], at: now })).length === 0) return;
      await tell(trx, deps, { dataSource: id, facts: { kind: "login.asleep", login: nameOf({ rsid, id }), lastUsedAt: usedAt.toISOString() } });
    });
  await forgetTold(deps.db, { kind: "asleep ", lasting });
}

/** Tells of sources of whose rows a smaller share is linked than their setting says (MR2): when it becomes so, and again after it was better. */
export async function tellLowMatches(deps: ConditionDeps): Promise<void> {
  const low = (await lowMatches(deps, { isInReach: () => true })).map((source) => ({ ...source, id: source.data_source_id, condition: "low match" }));
  for (const { id, rows, linked, below, condition } of low)
    await inTransaction(deps.db, async (trx) => {
      if ((await markTold(trx, { id, conditions: [condition], at: deps.clock.now() })).length === 0) return;
      await tell(trx, deps, { dataSource: id, facts: { kind: "match_rate.low", rows, linked, below } });
    });
  await forgetTold(deps.db, { kind: "low match", lasting: low });
}
