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
import { asleepSince, forgetTold, markTold, noteLooked, wasLookedFor } from "./telling-queries.ts";

export type ConditionDeps = Pick<Deps, "db" | "warehouse" | "clock" | "dataDir" | "fileDoors" | "log" | "mail" | "filesInUse">;

interface Lasting {
  readonly id: number;
  readonly condition: string;
}

/** One source of which something lasts, or may last. */
interface Look {
  readonly id: number;
  /** Marks what lasts, and tells what is news. Returns all that lasts; undefined when it cannot be known now. */
  readonly look: (how: How) => Promise<readonly Lasting[] | undefined>;
}
interface How {
  /** Nobody looked before: what lasts now began earlier, so it is marked and not told (NO3). */
  readonly isFirst: boolean;
}

/** Looks at each source by itself: a fault of one keeps nobody from being told of the others. What is over is forgotten, but not of a source with a fault. */
async function lookAtAll(deps: ConditionDeps, { kind, sources }: { kind: string; sources: readonly Look[] }): Promise<void> {
  const isFirst = !(await wasLookedFor(deps.db, kind));
  const lasting: Lasting[] = [];
  const unknown: number[] = [];
  for (const { id, look } of sources)
    try {
      const found = await look({ isFirst });
      if (found === undefined) unknown.push(id);
      else lasting.push(...found);
    } catch (error) {
      unknown.push(id);
      deps.log.error({ err: error, dataSource: id, kind }, "what lasts of a data source could not be told and is looked at again");
    }
  await forgetTold(deps.db, { kind, lasting, except: unknown });
  if (isFirst) await noteLooked(deps.db, { kind, at: deps.clock.now() });
}

/** Tells of files that wait too long in their folders (FO8): each once, and a source that is stopped, inactive or paused once for as long as it is. */
export async function tellWaiting(deps: ConditionDeps): Promise<void> {
  const sources = (await accountsWithFolders(deps)).map((account) => ({
    id: account.id,
    look: async (how: How) => await tellWaitingOf(deps, { account, ...how }),
  }));
  await lookAtAll(deps, { kind: "waiting ", sources });
}

async function tellWaitingOf(deps: ConditionDeps, { account, isFirst }: How & { account: AccountRow }): Promise<readonly Lasting[] | undefined> {
  const reading = await readIfUsable(deps, account, deps.filesInUse.isOpen);
  if (reading === undefined) return undefined;
  const waiting = waitingIn(account, { ...reading, now: deps.clock.now().getTime() });
  for (const why of new Set(waiting.map((file) => file.why))) await tellNew(deps, { account, why, files: waiting.filter((file) => file.why === why), isFirst });
  return waiting;
}

type Why = Extract<NoticeFacts, { kind: "file.waiting" }>["why"];
interface WaitingFile extends Lasting {
  readonly name: string;
  readonly why: Why;
  /** When it was written, in epoch milliseconds. */
  readonly since: number;
}
type Reading = NonNullable<Awaited<ReturnType<typeof readIfUsable>>>;

/** Causes that hold all files of a source. */
const OF_SOURCE: ReadonlySet<Why> = new Set(["inactive", "paused", "stopped"]);

function waitingIn(account: AccountRow, { files, isPaused, now }: Reading & { now: number }): WaitingFile[] {
  return files.flatMap((file) => {
    if (now - file.writtenAt < TOLD_AFTER_MS || file.state === "open") return [];
    const why = whyOf(account, { state: file.state, isPaused });
    if (why === undefined) return [];
    const condition = OF_SOURCE.has(why) ? `waiting ${why}` : `waiting ${why} ${file.writtenAt} ${file.name}`;
    return [{ id: account.id, name: file.name, why, since: file.writtenAt, condition }];
  });
}

/** As Home says it; undefined when the file is taken soon. */
function whyOf(
  { deactivated_at: deactivatedAt, stopped_by: stoppedBy }: AccountRow,
  { state, isPaused }: { state: Exclude<Reading["files"][number]["state"], "open">; isPaused: boolean },
): Why | undefined {
  if (deactivatedAt !== null) return "inactive";
  if (isPaused) return "paused";
  if (state !== "ready") return state;
  return stoppedBy === null ? undefined : "stopped";
}

interface NewFiles extends How {
  readonly account: AccountRow;
  readonly why: Why;
  readonly files: readonly WaitingFile[];
}

async function tellNew(deps: ConditionDeps, { account, why, files, isFirst }: NewFiles): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    const news = new Set(await markTold(trx, { id: account.id, conditions: [...new Set(files.map(({ condition }) => condition))], at }));
    const told = files.filter(({ condition }) => news.has(condition));
    const [first] = told;
    if (isFirst || first === undefined) return;
    const since = new Date(told.reduce((oldest, file) => Math.min(oldest, file.since), first.since)).toISOString();
    await tell(trx, deps, { dataSource: account.id, facts: { kind: "file.waiting", why, files: told.length, filename: first.name, since } });
  });
}

/** Tells of logins that fell asleep because nobody used them (SF5). */
export async function tellAsleep(deps: ConditionDeps): Promise<void> {
  if (deps.fileDoors?.sftp === undefined) return;
  const asleep = await asleepSince(deps.db, { usedBefore: new Date(deps.clock.now().getTime() - AWAKE_MS) });
  const sources = asleep.map(({ id, rsid, used_at: usedAt }) =>
    lookAt(deps, {
      id,
      condition: `asleep ${usedAt.toISOString()}`,
      facts: { kind: "login.asleep", login: nameOf({ rsid, id }), lastUsedAt: usedAt.toISOString() },
    }),
  );
  await lookAtAll(deps, { kind: "asleep ", sources });
}

/** Tells of sources of whose rows a smaller share is linked than their setting says (MR2): when it becomes so, and again after it was better. */
export async function tellLowMatches(deps: ConditionDeps): Promise<void> {
  const low = await lowMatches(deps, { isInReach: () => true });
  const sources = low.map(({ data_source_id: id, rows, linked, below }) =>
    lookAt(deps, { id, condition: LOW_MATCH, facts: { kind: "match_rate.low", rows, linked, below } }),
  );
  await lookAtAll(deps, { kind: LOW_MATCH, sources });
}

const LOW_MATCH = "low match";

/** A source of which one thing lasts. */
function lookAt(deps: ConditionDeps, { facts, ...lasting }: Lasting & { facts: NoticeFacts }): Look {
  const { id, condition } = lasting;
  return {
    id,
    look: async ({ isFirst }) => {
      await inTransaction(deps.db, async (trx) => {
        const news = await markTold(trx, { id, conditions: [condition], at: deps.clock.now() });
        if (news.length > 0 && !isFirst) await tell(trx, deps, { dataSource: id, facts });
      });
      return [lasting];
    },
  };
}
