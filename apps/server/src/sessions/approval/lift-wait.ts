import { Refusal, type Body } from "@rapport/contract";
import type { liftSignInWait } from "@rapport/contract/sessions";
import { auditAccess } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Asked } from "../../http/index.ts";
import { ownRegister } from "../registers/own-register.ts";
import { registerName, workerAccount, type Caller } from "../try-password.ts";
import { workerHere } from "../worker-here.ts";
import { approverOf } from "./approver.ts";

/** A manager at the register lets somebody try at once, who could sign in there (SI9). Only a manager with the right password is told that nobody has that id. */
export async function liftWait(
  deps: Pick<Deps, "db" | "clock" | "log">,
  { operatorId, manager, asked, ...caller }: Body<typeof liftSignInWait> & Omit<Caller, "browser"> & { readonly asked: Asked | undefined },
): Promise<undefined> {
  const { db, clock } = deps;
  const { waits, activated } = caller;
  const at = await ownRegister(db, activated);
  const approver = await approverOf(deps, "signInWait.end", { ...caller, ...manager, ...at, waitsForRegister: false, asked });
  const worker = await workerHere(db, { ...at, operatorId, now: clock.now() });
  if (worker?.belongs !== true) throw new Refusal("worker.not_here", { operatorId });
  const actor = { id: approver, at: "register" as const, asked };
  await auditAccess({ db, clock }, { actor, action: "sign_in.wait_ended", subject: { kind: "worker", id: worker.id } });
  waits.forget(workerAccount({ ...at, operatorId }));
  waits.forget(registerName(at));
  return undefined;
}
