import type { AuditAction } from "@rapport/contract/system";
import type { Deps } from "../deps.ts";
import type { Asked } from "../http/index.ts";
import type { Who } from "./audit.ts";
import { addEntry } from "./queries.ts";

export interface RegisterChange {
  /** Who did it, or whose code did. */
  readonly by: Who;
  readonly asked: Asked | undefined;
  readonly action: Extract<AuditAction, `register.${string}`>;
  readonly legalEntity: string;
  readonly register: string;
}

/** Writes down that a device became a register, or is none any more (SI12). Call it in the transaction of the change. */
export async function auditRegister({ db, clock }: Pick<Deps, "db" | "clock">, { by, asked, action, legalEntity, register }: RegisterChange): Promise<void> {
  await addEntry(db, { at: clock.now(), legalEntity, ...by, action, asked, subjects: [{ kind: "register", id: register }] });
}
