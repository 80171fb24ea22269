import { LegalEntityCode, OperatorId } from "@rapport/contract";
import { ASSOCIATES, demoPassword, LEGAL_ENTITY } from "@rapport/demo";
import { holdLock } from "@rapport/operational";
import { randomInt } from "node:crypto";
import type { Deps } from "./deps.ts";
import { putWorkerOf, workersPassword } from "./organisation/index.ts";
import { isPasswordOf } from "./sessions/index.ts";

/** An associate of the demo and their password. */
export interface DemoSignIn {
  readonly operatorId: string;
  /** `undefined` when an earlier start chose a random one, or somebody set another. */
  readonly password: string | undefined;
  /** True when this start chose it at random. It is shown now and never again. */
  readonly isMadeUp: boolean;
  /** True when an earlier start loaded the associate. */
  readonly isThere: boolean;
}

/**
 * Sets the passwords of the demo's associates. When only this machine can reach the server, they are the well-known ones. Otherwise each is
 * random, even in place of a well-known one that an earlier start gave, whose sessions end (S6). Runs before the
 * server listens.
 */
export async function demoSignIns(deps: Pick<Deps, "db" | "clock">, { isReachable }: { isReachable: boolean }): Promise<readonly DemoSignIn[]> {
  return await deps.db.transaction().execute(async (trx) => {
    await holdLock(trx, "bootstrap");
    return await Promise.all(ASSOCIATES.map(({ operatorId }) => signInOf(deps, { operatorId, isReachable })));
  });
}

async function signInOf(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { operatorId, isReachable }: { operatorId: string; isReachable: boolean },
): Promise<DemoSignIn> {
  const worker = { legalEntity: LegalEntityCode.parse(LEGAL_ENTITY), operatorId: OperatorId.parse(operatorId) };
  const wellKnown = demoPassword(operatorId);
  const stored = await workersPassword(db, worker);
  const isThere = stored !== null;
  if (isThere && !(await isPasswordOf(stored, wellKnown))) return { operatorId, password: undefined, isMadeUp: false, isThere };
  if (!isReachable) return { operatorId, password: wellKnown, isMadeUp: false, isThere };
  const password = madeUp();
  if (isThere) await putWorkerOf({ db, clock }, { ...worker, change: {}, password, mustChangePassword: undefined, actor: { kind: "public" } });
  return { operatorId, password, isMadeUp: true, isThere };
}

/** Without letters and digits that look alike, because people read it from a screen and type it at a register. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

/** Three groups of four characters: 59 bits. */
function madeUp(): string {
  const group = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return [group(), group(), group()].join("-");
}
