import { Refusal } from "@rapport/contract";
import type { IdRule, IdRuleChange, IdRuleOfSource, IdRuleTrial } from "@rapport/contract/data-sources";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { addJob } from "../../jobs/index.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { ID_RULE_JOB, LOAD_QUEUE } from "../job-names.ts";
import { addChange, changesOfSource, idRuleOf, lockedIdRule, setChangeState, type ChangeRow } from "./id-rule-queries.ts";
import { idRuleParameters, storedIdRule } from "./id-rule-sql.ts";
import { losesByRule, tryRule } from "./rename-queries.ts";
import { termsOfSource } from "./terms-of-source.ts";

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

/** Counts what a rule would do to what came so far; changes nothing (UL3). */
export async function countIdRule(
  { db, warehouse }: Pick<Deps, "db" | "warehouse">,
  { rule, ...place }: AccountPlace & { rule: IdRule },
): Promise<IdRuleTrial> {
  const account = await accountOrRefusal(db, place);
  const terms = await termsOfSource({ db }, account);
  const asked = { ...terms, ...idRuleParameters(rule) };
  const [found, [loses]] = await Promise.all([
    warehouse.rows(tryRule, asked),
    warehouse.rows(losesByRule, { suite: asked.suite, uploads: asked.uploads, ...idRuleParameters(rule) }),
  ]);
  const of = (outcome: (typeof found)[number]["outcome"]) => found.find((one) => one.outcome === outcome);
  const count = (one: (typeof found)[number] | undefined) => ({ ids: one?.ids ?? 0, rows: one?.all_rows ?? 0 });
  const changed = { ids: found.reduce((sum, { ids }) => sum + ids, 0), rows: found.reduce((sum, one) => sum + one.all_rows, 0) };
  const links = of("links");
  return {
    changed,
    links: { ids: links?.ids ?? 0, rows: links?.linking ?? 0 },
    ambiguous: count(of("ambiguous")),
    stays: count(of("stays")),
    loses: { ids: loses?.ids ?? 0, rows: loses?.all_rows ?? 0 },
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
    const [newest] = await changesOfSource(trx, { dataSource, most: 1 });
    if (newest !== undefined && isUnderWay(newest)) throw new Refusal("id_rule.busy", {});
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
    const changes = await changesOfSource(trx, { dataSource, most: 1_000 });
    if (changes.some(isUnderWay)) throw new Refusal("id_rule.busy", {});
    if (changes.find(({ state }) => state === "applied")?.id !== changeId) throw new Refusal("id_rule.not_newest", {});
    await setChangeState(trx, { id: changeId, state: "taking_back" });
    await addJob(trx, { name: ID_RULE_JOB, payload: { change: changeId }, queue: LOAD_QUEUE, maxAttempts: 100 });
  });
  return await readIdRule({ db }, place);
}

const isUnderWay = ({ state }: ChangeRow) => state === "applying" || state === "taking_back";
