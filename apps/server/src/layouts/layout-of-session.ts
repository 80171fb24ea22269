import { ScreenLayoutCode } from "@rapport/contract";
import { ScreenLayout, type ShownLayout } from "@rapport/contract/layouts";
import { strongestLayout } from "@rapport/domain/layouts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { layoutsNamed, layoutsOf } from "./queries.ts";

/** The layout of somebody at a register: the one place where the POS learns which holds for it, and what it is (case 42). */
export async function layoutOfSession(
  { db }: Pick<Deps, "db">,
  actor: Pick<PosActor, "legalEntity" | "store" | "register" | "workerId">,
): Promise<ShownLayout | null> {
  const strongest = strongestLayout(await layoutsNamed(db, actor));
  if (strongest === null) return null;
  const { code, assignedBy } = strongest;
  const row = await layoutsOf(db, { legalEntity: actor.legalEntity, code }).executeTakeFirst();
  if (row === undefined) return null;
  const { startScreen, sizes } = ScreenLayout.parse({ name: row.name, startScreen: row.start_screen, sizes: row.sizes });
  return { startScreen, sizes, code: ScreenLayoutCode.parse(code), assignedBy };
}
