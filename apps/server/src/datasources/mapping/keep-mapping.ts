import { Refusal } from "@rapport/contract";
import { FileMapping, type KeptMapping } from "@rapport/contract/data-sources";
import { wrongMapping } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { audit, changesBetween } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { lockSource, mappingOf, setMapping, type MappingRow } from "./mapping-queries.ts";

export async function readMapping({ db }: Pick<Deps, "db">, place: AccountPlace): Promise<KeptMapping> {
  const { id } = await accountOrRefusal(db, place);
  return shown(await mappingOf(db, id));
}

/** The mapping by which files of a source are read; undefined when there is none. */
export async function mappingInUse({ db }: Pick<Deps, "db">, dataSource: number): Promise<FileMapping | undefined> {
  return shown(await mappingOf(db, dataSource)).mapping ?? undefined;
}

/** Keeps a mapping for the files that are loaded from now on. Of two people who change it at once, the second is told. */
export async function keepMapping(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { mapping, version, actor, ...place }: AccountPlace & { mapping: FileMapping | null; version: number; actor: Actor },
): Promise<KeptMapping> {
  const { id } = await accountOrRefusal(db, place);
  if (mapping !== null) refuseWrong(mapping);
  return await inTransaction(db, async (trx) => {
    await lockSource(trx, id);
    const before = shown(await mappingOf(trx, id));
    if (before.version !== version) throw new Refusal("mapping.changed", {});
    await setMapping(trx, { dataSource: id, mapping, version: version + 1, at: clock.now() });
    const after = shown(await mappingOf(trx, id));
    const changes = changesBetween({ mapping: before.mapping ?? {} }, { mapping: after.mapping ?? {} });
    await audit({ db: trx, clock }, { legalEntity: null, actor, action: "settings.changed", subjects: [{ kind: "dataSource", id: String(id), changes }] });
    return after;
  });
}

function refuseWrong(mapping: FileMapping): void {
  const failure = wrongMapping(mapping);
  if (failure === undefined) return;
  if (failure.code === "header.no_date") throw new Refusal("mapping.no_date", {});
  if (failure.code === "header.duplicate") throw new Refusal("mapping.twice", { column: failure.params.column });
  throw new Refusal("mapping.unknown", { column: failure.code === "header.unknown" && "column" in failure.params ? failure.params.column : "" });
}

function shown(row: MappingRow | undefined): KeptMapping {
  if (row === undefined) return { mapping: null, version: 0, changedAt: null };
  return { mapping: FileMapping.nullable().parse(row.mapping), version: row.version, changedAt: row.changed_at.toISOString() };
}
