import { Refusal } from "@rapport/contract";
import type { IdRule, IdRuleChange, IdRuleOfSource, IdRuleTrial } from "@rapport/contract/data-sources";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { addJob } from "../../jobs/index.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { ID_RULE_JOB, LOAD_QUEUE } from "../job-names.ts";
import { addChange, changesOfSource, idRuleOf, lockedIdRule, setChangeState, statesOfChanges, type ChangeRow } from "./id-rule-queries.ts";
import { idRuleParameters, storedIdRule } from "./id-rule-sql.ts";
import { losesByRule, tryRule } from "./rename-queries.ts";
import { filesOfSource, termsOfSource } from "./terms-of-source.ts";

const MOST_CHANGES = 50;
const MOST_EXAMPLES = 20;

export async function readIdRule({ db }: Pick<Deps, "db">, place: AccountPlace): Promise<IdRuleOfSource> {
  const { id } = await accountOrRefusal(db, place);
  const changes = await changesOfSource(db, { dataSource: id, most: MOST_CHANGES });
  return { rule: storedIdRule(await idRuleOf(db, id)), changes: changes.map(shownChange) };
}

function shownChange({ id, rule, waiting, state, asked_at, ids, rows, linked }: ChangeRow & { ids: number }): IdRuleChange {
  return { id, rule: storedIdRule(rule), waiting, state: state as IdRuleChange["state"], at: asked_at.toISOString(), ids, rows, linked };
}

/** Counts what a rule would do to what came so far, by the ids that the files have; changes nothing (UL3). */
export async function countIdRule(
  { db, warehouse }: Pick<Deps, "db" | "warehouse">,
  { rule, ...place }: AccountPlace & { rule: IdRule },
): Promise<IdRuleTrial> {
  const account = await accountOrRefusal(db, place);
  refuseIfChanged(await statesOfChanges(db, account.id));
  const { asWritten: files, readOtherwise } = await filesOfSource({ db }, account.id);
  const terms = await termsOfSource({ db }, { ...account, files });
  const [found, reread] = await Promise.all([
    warehouse.rows(tryRule, { ...terms, ...idRuleParameters(rule) }),
    warehouse.rows(losesByRule, { suite: account.rsid, uploads: files.map(({ id }) => id), ...idRuleParameters(rule) }),
  ]);
  const of = (outcome: (typeof found)[number]["outcome"]) => found.find((one) => one.outcome === outcome);
  const count = (one: { ids: number; all_rows: number } | undefined) => ({ ids: one?.ids ?? 0, rows: one?.all_rows ?? 0 });
  const changed = { ids: found.reduce((sum, { ids }) => sum + ids, 0), rows: found.reduce((sum, one) => sum + one.all_rows, 0) };
  const links = of("links");
  return {
    changed,
    links: { ids: links?.ids ?? 0, rows: links?.linking ?? 0 },
    ambiguous: count(of("ambiguous")),
    stays: count(of("stays")),
    loses: count(reread.find(({ outcome }) => outcome === "not_found")),
    another: count(reread.find(({ outcome }) => outcome === "another")),
    readOtherwise,
    examples: (["ambiguous", "links", "stays"] as const)
      .flatMap((outcome) => (of(outcome)?.examples ?? []).map(([id, becomes, rows]) => ({ id, becomes, outcome, rows })))
      .slice(0, MOST_EXAMPLES),
  };
}

/** Asks for a change. Its job makes it after the files that came before it, so that each file is read by one rule (UL4). */
export async function askForIdRule(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { rule, waiting, ...place }: AccountPlace & { rule: IdRule; waiting: boolean },
): Promise<IdRuleOfSource> {
  const { id: dataSource } = await accountOrRefusal(db, place);
  await inTransaction(db, async (trx) => {
    const before = storedIdRule(await lockedIdRule(trx, dataSource));
    const states = await statesOfChanges(trx, dataSource);
    if (waiting) refuseIfChanged(states);
    else refuseIfBusy(states);
    if (JSON.stringify(before) === JSON.stringify(storedIdRule(rule)) && !waiting) throw new Refusal("id_rule.same", {});
    const change = await addChange(trx, { dataSource, rule, before, waiting, at: clock.now() });
    await addJob(trx, { name: ID_RULE_JOB, payload: { change }, queue: LOAD_QUEUE, maxAttempts: 100 });
  });
  return await readIdRule({ db }, place);
}

/** Asks to take the newest change back (UL5). */
export async function takeIdRuleBack({ db }: Pick<Deps, "db">, { changeId, ...place }: AccountPlace & { changeId: number }): Promise<IdRuleOfSource> {
  const { id: dataSource } = await accountOrRefusal(db, place);
  await inTransaction(db, async (trx) => {
    await lockedIdRule(trx, dataSource);
    refuseIfBusy(await statesOfChanges(trx, dataSource));
    const changes = await changesOfSource(trx, { dataSource, most: 1_000 });
    if (changes.find(({ state }) => state === "applied")?.id !== changeId) throw new Refusal("id_rule.not_newest", {});
    await setChangeState(trx, { id: changeId, state: "taking_back" });
    await addJob(trx, { name: ID_RULE_JOB, payload: { change: changeId }, queue: LOAD_QUEUE, maxAttempts: 100 });
  });
  return await readIdRule({ db }, place);
}

function refuseIfBusy(states: ReadonlySet<string>): void {
  if (states.has("applying") || states.has("taking_back")) throw new Refusal("id_rule.busy", {});
}

/** While a change holds, rows have ids that it made: another rule would change what is changed already, and not what the files say. */
function refuseIfChanged(states: ReadonlySet<string>): void {
  refuseIfBusy(states);
  if (states.has("applied")) throw new Refusal("id_rule.holds", {});
}
