import { Refusal, type Body } from "@rapport/contract";
import type { activateDemoRegister, activateRegisterAsManager } from "@rapport/contract/sessions";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import type { Asked, Exchange } from "../../http/index.ts";
import { approverOf } from "../approval/approver.ts";
import { becomeDevice, type Activated } from "./activation.ts";
import { publishedRegisters } from "./published.ts";
import type { Caller } from "../try-password.ts";

/**
 * Makes the caller's device a register, by the password of a worker who may (SI14). It signs nobody in. Tries are counted, logged and audited as those of
 * whoever lends a right at a register; an unknown legal entity, register or operator is answered like a wrong password.
 */
export async function activateAsManager(
  deps: Pick<Deps, "db" | "clock" | "log">,
  { legalEntity, register, ...signing }: Body<typeof activateRegisterAsManager> & Omit<Caller, "browser"> & { readonly asked: Asked | undefined },
): Promise<Activated> {
  const by = { actorKind: "pos", actorId: await approverOf(deps, "register.activate", { legalEntity, register, ...signing }) };
  const change = { legalEntity, register, by, asked: signing.asked, action: "register.activated" as const };
  return await inTransaction(deps.db, async (trx) => await becomeDevice({ db: trx, clock: deps.clock }, change));
}

/** The demo's registers, for a caller on the machine that runs it; none for anybody else (SI15). */
export async function demoRegisters({ db, demoEntity }: Pick<Deps, "db" | "demoEntity">, http: Exchange) {
  return demoEntity === undefined || !http.isFromThisMachine ? [] : await publishedRegisters(db, demoEntity);
}

/** Makes the caller's device a register of the demo. */
export async function activateInDemo(
  deps: Pick<Deps, "db" | "clock" | "demoEntity">,
  { register, http, asked }: Body<typeof activateDemoRegister> & { readonly http: Exchange; readonly asked: Asked | undefined },
): Promise<Activated> {
  // A page that came through a proxy has the proxy's name as its origin, whatever the proxy says of itself.
  if (!http.isOriginLoopback) throw new Refusal("register.demo_only", {});
  const found = (await demoRegisters(deps, http)).find(({ number }) => number === register);
  if (found === undefined) throw new Refusal("register.demo_only", {});
  const { clock } = deps;
  const change = {
    legalEntity: found.legal_entity,
    register,
    by: { actorKind: "demo", actorId: "demo" },
    asked,
    action: "register.activated_in_demo" as const,
  };
  return await inTransaction(deps.db, async (trx) => await becomeDevice({ db: trx, clock }, change));
}
