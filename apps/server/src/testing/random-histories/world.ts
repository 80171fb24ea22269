import { takeBackRowsOfDays, undoUpload } from "@rapport/contract/data-sources";
import { Refusal } from "@rapport/contract";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { type Counted, type OracleEvent, type OracleHit, type OracleRefund, type OracleRow, truth } from "@rapport/testkit";
import { newSuite, type TestServer } from "../index.ts";
import { type Chance, createChance, DAY_MS, shuffled } from "./chance.ts";
import { type Maker, ORACLE, randomHit, randomRefund, randomRefundRow, randomRow, reloadOf, SUITE } from "./make-events.ts";
import { converted, giveRates, jobsDone, loaded, newSource, type Request, requestOf, send, sendRows, type SourceKind, WAYS } from "./send-events.ts";

/** Many random histories in one report suite. They share its files and its times, but no visitor, id or value. */
export interface World {
  readonly suite: ReportSuite;
  readonly chance: Chance;
  readonly histories: readonly History[];
  /** The right numbers for all its histories, by plain loops. */
  readonly counted: readonly Counted[];
}

interface History extends Maker {
  /** In the order in which they must count. */
  readonly events: OracleEvent[];
  nowMs: number;
}

export interface WorldOptions {
  readonly seed: number;
  readonly histories: number;
  /** Hits of one round arrive in any order within this window; 0 takes them as they come. */
  readonly reorderWindowMs: number;
  /** In each round some hits come, and perhaps a file comes or is undone. */
  readonly rounds: number;
}

interface Living extends Pick<WorldOptions, "reorderWindowMs"> {
  readonly suite: ReportSuite;
  readonly chance: Chance;
  readonly histories: readonly History[];
  readonly sources: Readonly<Record<SourceKind, number>>;
  /** Uploads, in the order in which they came. */
  readonly uploads: { readonly id: number; readonly type: SourceKind }[];
}

/** Sends everything to the server's public endpoints and waits until all is in reports. */
export async function liveWorld(server: TestServer, options: WorldOptions): Promise<World> {
  const { seed, rounds, reorderWindowMs } = options;
  const suite = await newSuite(server, { ...SUITE, reorderWindowMs });
  const chance = createChance(seed);
  const sources = {
    transactionid: await newSource(server, { suite, type: "transactionid" }),
    refund: await newSource(server, { suite, type: "refund" }),
  };
  const histories = Array.from({ length: options.histories }, (_, n): History => {
    return { mark: `h${n}`, chance: createChance(seed * 10_000 + n + 1), events: [], nowMs: Math.floor((Date.now() - 30 * DAY_MS) / 1000) * 1000 };
  });
  const world: Living = { reorderWindowMs, suite, chance, sources, histories, uploads: [] };
  const ratesAt = chance.integer(0, rounds - 1);
  for (let round = 0; round < rounds; round += 1) {
    if (round === ratesAt) await ratesCome(server, world);
    await sendRound(server, world);
    await fileOrUndo(server, world);
  }
  await settled(server, world);
  await converted(server, suite);
  return { suite, chance, histories, counted: histories.flatMap(({ events }) => truth(events, ORACLE)) };
}

/** What has come by then is decided without rates. What waits for them is decided before anything else comes. */
async function ratesCome(server: TestServer, world: Living): Promise<void> {
  await settled(server, world);
  await giveRates(server, world.suite);
  await jobsDone(server);
  for (const { events } of world.histories) events.push({ kind: "rates" });
}

/** A few hits and refunds of every history: one after the other, or in any order if the window sorts them. */
async function sendRound(server: TestServer, world: Living): Promise<void> {
  const { suite, reorderWindowMs, chance } = world;
  const rounds = world.histories.map((history) => newEvents(history));
  const began = Date.now();
  if (reorderWindowMs === 0)
    await Promise.all(rounds.map(async (events, n) => await sendInTurn(server, { suite, requests: requestsOf(events, world.histories[n]!) })));
  else await atOnce(requestsOf(shuffled(rounds.flat(), chance), world), 6, async (request) => await send(server, { suite, request }));
  if (reorderWindowMs > 0 && Date.now() - began > reorderWindowMs - 500) throw new Error("this machine is too slow for the window of the test");
  for (const [n, { events }] of world.histories.entries())
    events.push(...(reorderWindowMs === 0 ? (rounds[n] ?? []) : (rounds[n] ?? []).toSorted((a, b) => a.atMs - b.atMs)));
  // Hits of the next round must not be taken before these.
  if (reorderWindowMs > 0) await server.processed(suite.rsid);
}

function newEvents(history: History): (OracleHit | OracleRefund)[] {
  const { chance, events } = history;
  const made: (OracleHit | OracleRefund)[] = [];
  for (let n = chance.integer(0, 9); n > 0; n -= 1) {
    history.nowMs += chance.integer(1, 5) === 1 ? chance.integer(40, 2000) * 60_000 : chance.integer(0, 20) * 60_000;
    const nowMs = Math.min(history.nowMs, Math.floor(Date.now() / 1000) * 1000);
    const event =
      chance.fraction() < 0.12 ? randomRefund({ ...history, nowMs }) : (reloadOf([...events, ...made], history) ?? randomHit({ ...history, nowMs }));
    // No two at the same time, because then arrival would decide.
    made.push({ ...event, atMs: event.atMs + events.length + made.length });
  }
  return made;
}

/** One after the other, divided into requests at random. */
function requestsOf(events: readonly (OracleHit | OracleRefund)[], { chance }: Pick<Maker, "chance">): Request[] {
  const requests: Request[] = [];
  for (const event of events) {
    const request = requestOf(event);
    const last = requests.at(-1);
    if (request.by === "messages" && last?.by === "messages" && chance.fraction() < 0.6)
      requests[requests.length - 1] = { by: "messages", messages: [...last.messages, ...request.messages] };
    else requests.push(request);
  }
  return requests;
}

async function sendInTurn(server: TestServer, { suite, requests }: { suite: ReportSuite; requests: readonly Request[] }): Promise<void> {
  for (const request of requests) await send(server, { suite, request });
}

async function atOnce<T>(items: readonly T[], callers: number, each: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (const item of left) await each(item);
    }),
  );
}

async function fileOrUndo(server: TestServer, world: Living): Promise<void> {
  const { chance, uploads, suite } = world;
  const what = chance.fraction();
  if (what < 0.25) {
    // Refunds take what is left in the order in which they come, so nothing else may be on its way.
    await settled(server, world);
    await sendFile(server, world, "refund", { isTried: true });
    await settled(server, world);
  } else if (what < 0.7 || uploads.length === 0) {
    // Half of the files come while hits are still on their way, and are still loading when the next hits come.
    if (chance.fraction() < 0.5) await server.processed(suite.rsid);
    const isTried = chance.fraction() < 0.3;
    if (isTried) await settled(server, world);
    const id = await sendFile(server, world, "transactionid", { isTried });
    if (chance.fraction() < 0.5) await loaded(server, id);
  } else if (what < 0.85) {
    await takeBack(server, world);
  } else if (what < 0.97) {
    const { id, type } = chance.pick(uploads);
    if (type === "refund") await settled(server, world);
    await loaded(server, id);
    await server.api(undoUpload, { params: { jobId: id } });
    for (const { events } of world.histories) events.push({ kind: "undo", id });
  }
}

/** The rows of some days of one source, of all its files. */
async function takeBack(server: TestServer, world: Living): Promise<void> {
  const { chance, suite, sources, uploads, histories } = world;
  const type = chance.pick(["transactionid", "refund"] as const);
  await settled(server, world);
  const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, "2026-01-31".length);
  const last = chance.integer(0, 30);
  const days = { from: day(last + chance.integer(0, 10)), to: day(last) };
  try {
    await server.api(takeBackRowsOfDays, { params: { rsid: suite.rsid, dataSourceId: sources[type] }, body: days });
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause.code !== "rows.none_of_days") throw cause;
  }
  const ids = uploads.filter((upload) => upload.type === type).map(({ id }) => id);
  const span = { fromMs: Date.parse(`${days.from}T00:00:00Z`), toMs: Date.parse(`${days.to}T00:00:00Z`) + DAY_MS };
  for (const { events } of histories) events.push({ kind: "takeBack", uploads: ids, ...span });
}

/** Rows of most histories, one history after the other. */
async function sendFile(server: TestServer, world: Living, type: SourceKind, { isTried }: { isTried: boolean }): Promise<number> {
  const { suite, sources, histories, uploads, chance } = world;
  const rowsOf = new Map<History, OracleRow[]>();
  let line = 2;
  for (const history of histories) {
    // The first history always has rows, so that no file is empty.
    const count = history.chance.integer(history === histories[0] ? 1 : 0, type === "refund" ? 4 : 6);
    const make = type === "refund" ? randomRefundRow : randomRow;
    rowsOf.set(
      history,
      Array.from({ length: count }, () => make({ ...history, line: line++ })),
    );
  }
  const id = await sendRows(server, { suite, source: sources[type], type, rows: [...rowsOf.values()].flat(), way: chance.pick(WAYS), isTried });
  const receivedMs = Date.now();
  for (const [{ events }, rows] of rowsOf) events.push({ kind: "upload", id, receivedMs, rows });
  uploads.push({ id, type });
  return id;
}

async function settled(server: TestServer, { uploads, suite }: Living): Promise<void> {
  for (const { id } of uploads) await loaded(server, id);
  await server.processed(suite.rsid);
}
