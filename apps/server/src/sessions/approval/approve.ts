import { isLendable, permissionsOfOperations, Refusal, WorkerId, type Body, type Permission } from "@rapport/contract";
import type { approveRequest } from "@rapport/contract/sessions";
import { inTransaction } from "@rapport/operational";
import { auditAccess } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { PosActor } from "../../http/index.ts";
import { allowedHere } from "../allowed-here.ts";
import { workerOfSession } from "../queries.ts";
import { hashOf, newToken } from "../token.ts";
import { approverOf } from "./approver.ts";
import { addApproval, spendApproval } from "./queries.ts";
import type { Caller } from "../try-password.ts";

const APPROVAL_HOLDS_MS = 60_000;

/** Somebody at the register lends the caller's session a permission for one request (RI3, R50). Returns what that request has to bring. */
export async function approve(
  deps: Pick<Deps, "db" | "clock" | "log">,
  {
    permission,
    path,
    approver,
    actor,
    session,
    ...caller
  }: Body<typeof approveRequest> & Omit<Caller, "browser"> & { readonly actor: PosActor; readonly session: string },
): Promise<{ approval: string }> {
  const { db, clock } = deps;
  if (!isLendable(permission)) throw new Refusal("approval.never", { permission });
  const { legalEntity, register, asked } = actor;
  const workerId = await approverOf(deps, permission, { ...caller, ...approver, legalEntity, register, asked });
  const token = newToken();
  const expiresAt = new Date(clock.now().getTime() + APPROVAL_HOLDS_MS);
  const lent = { permission: { from: null, to: permission } };
  await inTransaction(db, async (trx) => {
    await addApproval(trx, { token: hashOf(token), session: hashOf(session), permission, path, workerId, expiresAt });
    const entry = { actor: { id: workerId, at: "register" as const, asked }, subject: { kind: "worker" as const, id: actor.workerId, changes: lent } };
    await auditAccess({ db: trx, clock }, { ...entry, action: "sign_in.approved", legalEntity });
  });
  return { approval: token };
}

/** Who lends the request of a session its permission; null when nobody does, or not any more: then too the approval is spent. */
export async function lenderOf(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { approval, session, permission, path }: { readonly approval: string; readonly session: string; readonly permission: Permission; readonly path: string },
): Promise<WorkerId | null> {
  if (!isLendable(permission)) return null;
  const now = clock.now();
  const spent = await spendApproval(db, { token: hashOf(approval), session: hashOf(session), permission, path, now });
  if (spent === undefined) return null;
  const lender = await workerOfSession(db, { workerId: spent.worker_id, session: hashOf(session), now });
  if (lender === undefined || lender.must_change_password) return null;
  const { allowed } = await allowedHere(db, lender, { at: now });
  const mayLend = allowed.kind === "allowed" && permissionsOfOperations(allowed.operations).includes(permission);
  return mayLend ? WorkerId.parse(spent.worker_id) : null;
}
