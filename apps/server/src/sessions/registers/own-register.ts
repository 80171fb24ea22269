import { LegalEntityCode, Refusal, RegisterNumber } from "@rapport/contract";
import type { Deps } from "../../deps.ts";
import { publishedRegister } from "./published.ts";

export interface OwnRegister {
  readonly legalEntity: LegalEntityCode;
  readonly register: RegisterNumber;
}

/** The register that the caller's device is. Refused on any other device, before anybody's password is looked at (SI10). */
export async function ownRegister(db: Deps["db"], activated: Buffer | null): Promise<OwnRegister> {
  const found = activated === null ? undefined : await publishedRegister(db, activated);
  if (found === undefined) throw new Refusal("register.no_device", {});
  if (found === "unpublished") throw new Refusal("register.unpublished", {});
  return { legalEntity: LegalEntityCode.parse(found.legal_entity), register: RegisterNumber.parse(found.number) };
}
