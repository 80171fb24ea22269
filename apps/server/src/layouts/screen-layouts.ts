import { Refusal, ScreenLayoutCode, type Change, type LegalEntityCode, type Query, type Reply, type Translated } from "@rapport/contract";
import { ScreenLayout, type getScreenLayout, type listScreenLayouts } from "@rapport/contract/layouts";
import { nameAfter } from "@rapport/domain";
import { judgeSizes } from "@rapport/domain/layouts";
import { inTransaction } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { entityOrRefusal, holdThing, pageOf, refuseStale, savedOf, stamp, type Writing } from "../organisation/index.ts";
import { layoutsOf, lockedLayout, removeLayout, saveLayout } from "./queries.ts";

type StoredLayout = Reply<typeof getScreenLayout>;
interface Key {
  readonly legalEntity: LegalEntityCode;
  readonly code: ScreenLayoutCode;
}
type Context = Pick<Deps, "db" | "clock">;

/** Stores a layout that can be drawn, whole. Every button of it that cannot stand where it stands is named. */
export async function putLayout(
  { db, clock }: Context,
  { legalEntity, code, change, ...writing }: Key & Writing & { readonly change: Change<typeof ScreenLayout> },
): Promise<StoredLayout> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["screen layout", legalEntity, code], writing);
    const row = await layoutsOf(trx, { legalEntity, code }).executeTakeFirst();
    refuseStale(row, { version: writing.version, code });
    const stored = row && contentOf(row);
    const renamed = change.name ? { ...change, name: nameAfter({ stored: stored?.name, change: change.name }) } : change;
    const layout = afterChange(ScreenLayout, { stored, change: renamed });
    refuseWrong(code, layout);
    // Without a change there is no new version (OG1).
    if (row !== undefined && isDeepStrictEqual(layout, stored)) return storedOf(row);
    await saveLayout(trx, { legalEntity, code, layout, ...stamp(writing, clock.now()) });
    return storedOf(await layoutsOf(trx, { legalEntity, code }).executeTakeFirstOrThrow());
  });
}

export async function copyLayout(
  { db, clock }: Context,
  { legalEntity, code, copy, ...writing }: Key & Writing & { readonly copy: { readonly code: ScreenLayoutCode; readonly name: Translated } },
): Promise<StoredLayout> {
  const { startScreen, sizes } = await readLayout({ db }, { legalEntity, code });
  return await putLayout({ db, clock }, { legalEntity, code: copy.code, change: { name: copy.name, startScreen, sizes }, ...writing, version: 0 });
}

export async function readLayout({ db }: Pick<Deps, "db">, { legalEntity, code }: Key): Promise<StoredLayout> {
  await entityOrRefusal(db, legalEntity);
  const row = await layoutsOf(db, { legalEntity, code }).executeTakeFirst();
  if (row === undefined) throw missing({ legalEntity, code });
  return storedOf(row);
}

export async function deleteLayout(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, version }: Key & { readonly version: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["screen layout", legalEntity, code]);
    if ((await lockedLayout(trx, { legalEntity, code }).executeTakeFirst()) === undefined) throw missing({ legalEntity, code });
    const row = await layoutsOf(trx, { legalEntity, code }).executeTakeFirstOrThrow();
    refuseStale(row, { version, code });
    const { stores, registers, workers } = row;
    if (stores + registers + workers > 0) throw new Refusal("screen_layout.in_use", { stores, registers, workers });
    await removeLayout(trx, { legalEntity, code });
  });
  return undefined;
}

export async function listLayouts(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listScreenLayouts> },
): Promise<{ readonly screenLayouts: StoredLayout[]; readonly total: number }> {
  await entityOrRefusal(db, legalEntity);
  const columns = { code: "code", name: "english" };
  const { rows, total } = await pageOf(db, layoutsOf(db, { legalEntity }), { list, searched: ["code", "english", "dutch"], columns, key: "code" });
  return { screenLayouts: rows.map(storedOf), total };
}

function refuseWrong(code: ScreenLayoutCode, { sizes }: ScreenLayout): void {
  const faults = judgeSizes(sizes);
  if (faults.length > 0) throw new Refusal("screen_layout.wrong", { layout: code }, { faults });
}

type LayoutRow = Awaited<ReturnType<ReturnType<typeof layoutsOf>["execute"]>>[number];

function contentOf({ name, start_screen: startScreen, sizes }: LayoutRow): ScreenLayout {
  return ScreenLayout.parse({ name, startScreen, sizes });
}

function storedOf(row: LayoutRow): StoredLayout {
  const { stores, registers, workers } = row;
  return { ...contentOf(row), code: ScreenLayoutCode.parse(row.code), usedBy: { stores, registers, workers }, saved: savedOf(row) };
}

function missing(key: Key): Refusal {
  return new Refusal("screen_layout.missing", key, { kind: "not_found" });
}
