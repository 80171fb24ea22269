import { ScreenLayoutCode } from "@rapport/contract";
import type { ShownLayout } from "@rapport/contract/layouts";
import { strongestLayout } from "@rapport/domain/layouts";
import type { PosActor } from "../http/index.ts";

/** The layout of somebody at a register: the one place where the POS learns which holds for it, and what it is (case 42). As it was published (case 41). */
export function layoutOfSession({ store, register, operatorId, published }: PosActor): ShownLayout | null {
  const { workers, registers, store: stores, workerLayouts, registerLayouts, storeLayouts } = published;
  const strongest = strongestLayout({
    worker: workers[operatorId]?.screenLayout ?? null,
    register: registers[register]?.screenLayout ?? null,
    store: stores[store]?.screenLayout ?? null,
  });
  if (strongest === null) return null;
  const { code, assignedBy } = strongest;
  const layout = { worker: workerLayouts, register: registerLayouts, store: storeLayouts }[assignedBy][code];
  if (layout === undefined) return null;
  return { startScreen: layout.startScreen, sizes: layout.sizes, code: ScreenLayoutCode.parse(code), assignedBy };
}
