import { ApiKeyId } from "@rapport/contract/access";
import { leaveClients } from "@rapport/contract/clienteling";
import { listWebhooks, WebhookId } from "@rapport/contract/data-sources";
import type { Attention } from "@rapport/contract/system";
import { LegalEntityCode, OperatorId, RegisterNumber, Rsid } from "@rapport/contract";
import { DAY_MS, isoDayOf } from "@rapport/domain";
import { groupMembers } from "../attributes/index.ts";
import { failedUploads, lowMatches, stoppedSources, stuckFiles, waitingUploads } from "../datasources/index.ts";
import { dayOfLeaving } from "../clientbook/index.ts";
import type { Deps } from "../deps.ts";
import { featuresOn } from "../features/index.ts";
import { holdsSuite, reachOf, type Actor, type Reach } from "../http/index.ts";
import { entitiesInUse, registersNeverActivated, workersWhoLack } from "../organisation/index.ts";
import { endedWebhooks } from "../notifications/index.ts";
import { countWaiting } from "../publishing/index.ts";
import { booksLeft } from "./left-books-queries.ts";
import { ofAttributes } from "./of-attributes.ts";
import { keysSeenBy } from "../sessions/index.ts";

const FAILED_DAYS = 7;
const KEY_DAYS = 14;

type Reader = Pick<Deps, "db" | "warehouse" | "clock" | "dataDir" | "fileDoors" | "log">;

/** The lines that this person has the right to mend, for the places where they have it (OG8). */
export async function attentionFor(deps: Reader, actor: Actor): Promise<Attention[]> {
  const lines = await Promise.all([
    ofOrganisation(deps, actor),
    ofLeftBooks(deps, actor),
    ofPublishing(deps, actor),
    ofUploads(deps, actor),
    ofWebhooks(deps, actor),
    ofKeys(deps, actor),
  ]);
  return lines.flat();
}

async function ofOrganisation({ db, clock }: Pick<Reader, "db" | "clock">, actor: Actor): Promise<Attention[]> {
  const reach = reachOf(actor, "organisation.manage");
  const entities = (await entitiesInUse(db)).filter(({ code }) => holdsEntity(reach, code));
  if (entities.length === 0) return [];
  const lacking = await workersWhoLack(db, { day: isoDayOf(clock.now().getTime(), "UTC") });
  const unused = await registersNeverActivated(db);
  // What only client books need is nothing to mend while there are none (R75).
  const isOn = (await featuresOn({ db, clock })).includes("clienteling");
  const lines = await Promise.all(
    entities.map(async ({ code, name, group, hasSequence }): Promise<Attention[]> => {
      const legalEntity = LegalEntityCode.parse(code);
      const isEmpty = group === null || (await groupMembers(db, { legalEntity, groups: [group] })).length === 0;
      return [
        ...(hasSequence || !isOn ? [] : [{ kind: "number_sequence" as const, legalEntity, name }]),
        ...(await ofAttributes({ db }, { legalEntity, name })),
        ...(isEmpty && isOn ? [{ kind: "attribute_group" as const, legalEntity, name, group }] : []),
        ...lacking
          .filter((row) => row.legal_entity === code && (isOn || row.lack !== "operation"))
          .map(({ lack, workers, first }) => ({
            kind: "workers" as const,
            legalEntity,
            name,
            lack,
            workers,
            first: first.map(({ operatorId, name: worker }) => ({ operatorId: OperatorId.parse(operatorId), name: worker })),
          })),
        ...unused
          .filter((row) => row.legal_entity === code)
          .map(({ registers, first }) => ({
            kind: "registers" as const,
            legalEntity,
            name,
            registers,
            first: first.map(({ number, store }) => ({ number: RegisterNumber.parse(number), store })),
          })),
      ];
    }),
  );
  return lines.flat();
}

async function ofLeftBooks({ db, clock }: Pick<Reader, "db" | "clock">, actor: Actor): Promise<Attention[]> {
  const reach = reachOf(actor, leaveClients.permission);
  if (!(await featuresOn({ db, clock })).includes("clienteling")) return [];
  const entities = (await entitiesInUse(db)).filter(({ code }) => holdsEntity(reach, code));
  if (entities.length === 0) return [];
  const left = await booksLeft(db, { legalEntities: entities.map(({ code }) => code), day: dayOfLeaving(clock.now()) });
  return entities.flatMap(({ code, name }) =>
    left
      .filter((row) => row.legal_entity === code)
      .map(({ books, clients, first }) => ({
        kind: "left_books" as const,
        legalEntity: LegalEntityCode.parse(code),
        name,
        books,
        clients,
        first: first.map((owner) => ({ ...owner, operatorId: OperatorId.parse(owner.operatorId) })),
      })),
  );
}

async function ofPublishing({ db }: Pick<Reader, "db" | "clock">, actor: Actor): Promise<Attention[]> {
  const reach = reachOf(actor, "publishing.manage");
  const lines: Attention[] = [];
  for (const { code, name } of await entitiesInUse(db)) {
    if (!holdsEntity(reach, code)) continue;
    const legalEntity = LegalEntityCode.parse(code);
    const waiting = await countWaiting({ db }, legalEntity);
    if (waiting > 0) lines.push({ kind: "unpublished", legalEntity, name, stores: waiting });
  }
  return lines;
}

async function ofUploads(deps: Reader, actor: Actor): Promise<Attention[]> {
  const { db, clock } = deps;
  const reach = reachOf(actor, "dataSource.manage");
  if (reach !== "all" && reach.size === 0) return [];
  const failed = await failedUploads(db, { since: new Date(clock.now().getTime() - FAILED_DAYS * DAY_MS) });
  const waiting = await waitingUploads(db);
  const isInReach = (rsid: string) => holdsSuite(reach, rsid);
  const stuck = await stuckFiles(deps, { isInReach });
  const stopped = await stoppedSources(deps, { isInReach });
  // Asked of the warehouse. Without its answer the other lines are told.
  const low = await lowMatches(deps, { isInReach }).catch((cause: unknown) => {
    deps.log.warn({ err: cause }, "how many rows are linked is not known just now");
    return [];
  });
  const source = (row: { readonly rsid: string; readonly data_source_id: number; readonly source: string }) => ({
    rsid: Rsid.parse(row.rsid),
    dataSourceId: row.data_source_id,
    source: row.source,
  });
  return [
    ...stopped.map((row) => ({
      kind: "stopped_source" as const,
      ...source(row),
      files: row.files,
      jobId: row.upload,
      filename: row.filename,
      since: row.since.toISOString(),
    })),
    ...failed.map((row) => ({
      kind: "failed_uploads" as const,
      ...source(row),
      files: row.files,
      jobId: row.newest,
      filename: row.filename,
      at: row.at.toISOString(),
    })),
    ...stuck.map((row) => ({
      kind: "stuck_files" as const,
      ...source(row),
      files: row.files,
      filename: row.filename,
      why: row.why,
      since: row.since.toISOString(),
    })),
    ...low.map((row) => ({ kind: "low_match" as const, ...source(row), rows: row.rows, linked: row.linked, below: row.below })),
    ...waiting.map((row) => ({ kind: "waiting_rows" as const, ...source(row), rows: row.rows, since: row.since.toISOString() })),
  ].filter(({ rsid }) => holdsSuite(reach, rsid));
}

async function ofWebhooks({ db }: Pick<Reader, "db">, actor: Actor): Promise<Attention[]> {
  const reach = reachOf(actor, listWebhooks.permission);
  if (reach !== "all" && reach.size === 0) return [];
  return (await endedWebhooks(db)).flatMap(({ id, rsid, name, state, state_since: since }) =>
    holdsSuite(reach, rsid) && (state === "gone" || state === "failing")
      ? [{ kind: "webhook_off" as const, rsid: Rsid.parse(rsid), webhookId: WebhookId.parse(id), name, why: state, since: since.toISOString() }]
      : [],
  );
}

async function ofKeys(deps: Reader, actor: Actor): Promise<Attention[]> {
  const latest = deps.clock.now().getTime() + KEY_DAYS * DAY_MS;
  return (await keysSeenBy(deps, actor)).flatMap(({ id, name, state, expiresAt }) =>
    state === "active" && expiresAt !== null && Date.parse(expiresAt) <= latest
      ? [{ kind: "expiring_key" as const, apiKeyId: ApiKeyId.parse(id), name, expiresAt }]
      : [],
  );
}

function holdsEntity(reach: Reach, code: string): boolean {
  return reach === "all" || reach.has(code);
}
