import { permissionsOfOperations, Refusal, WorkerId, type LegalEntityCode, type OperatorId, type Permission, type RegisterNumber } from "@rapport/contract";
import { auditSignIn } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Asked } from "../../http/index.ts";
import { isPasswordOf } from "../hashing.ts";
import { tryAt, workerAccount, type Caller } from "../try-password.ts";
import { workerHere } from "../worker-here.ts";

type ApproverDeps = Pick<Deps, "db" | "clock" | "log">;

/** Somebody who lends a right at a register, with the id and password that they entered there. */
export interface Approving extends Omit<Caller, "browser"> {
  readonly legalEntity: LegalEntityCode;
  readonly register: RegisterNumber;
  /** False for somebody who ends a wait at the register, and so does not wait for it. */
  readonly waitsForRegister?: boolean;
  readonly operatorId: OperatorId;
  readonly password: string;
  readonly asked: Asked | undefined;
}

/**
 * The worker who lends the permission: they may sign in at this register as it is now, and hold it themselves. Their password is tried like one at sign-in
 * (SI1, RI3). An unknown id and a wrong password get the same refusal, after the same work; what is missing is told to somebody with the right password.
 */
export async function approverOf(deps: ApproverDeps, permission: Permission, approving: Approving): Promise<WorkerId> {
  const { db, clock, log } = deps;
  const { legalEntity, register, waitsForRegister = true, operatorId, password, asked, ...caller } = approving;
  const counted = waitsForRegister ? { register: { legalEntity, register } } : {};
  const attempt = await tryAt(deps, { ...caller, ...counted, account: workerAccount({ legalEntity, operatorId }) });
  const worker = await workerHere(db, { legalEntity, register, operatorId, now: clock.now() });
  if (!(await isPasswordOf(worker?.passwordHash, password)) || worker === undefined) {
    log.warn({ event: "approval.failed", person: worker?.id ?? "unknown", address: caller.address }, "approver.wrong");
    await auditSignIn(deps, { person: worker && { kind: "pos", id: worker.id, legalEntity }, action: "sign_in.failed", asked });
    throw new Refusal("approver.wrong", {});
  }
  attempt.takeBack();
  const refusal = refusalOf(worker, permission);
  if (refusal === undefined) return WorkerId.parse(worker.id);
  // The password was right: without an entry somebody could try passwords here unseen.
  await auditSignIn(deps, { person: { kind: "pos", id: worker.id, legalEntity }, action: "sign_in.approval_refused", asked });
  throw refusal;
}

interface Signing {
  readonly belongs: boolean;
  readonly mustChangePassword: boolean;
  readonly operations: readonly number[];
}

function refusalOf({ belongs, mustChangePassword, operations }: Signing, permission: Permission): Refusal | undefined {
  if (!belongs) return new Refusal("approver.other_store", {});
  // Somebody else knows their password too (SI8).
  if (mustChangePassword) return new Refusal("approver.must_change_password", {});
  return permissionsOfOperations(operations).includes(permission) ? undefined : new Refusal("approver.lacks_right", { permission });
}
