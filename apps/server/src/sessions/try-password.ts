import type { Deps, SignInWaits } from "../deps.ts";
import { isKnownDevice } from "./queries.ts";
import { isDeviceAt, type RegisterKey } from "./registers/queries.ts";

/** Who tries to sign in, from which device. */
export interface Caller {
  readonly waits: SignInWaits;
  readonly address: string;
  /** The hash of the device's own token; `null` for a device that brings none. */
  readonly device: Buffer | null;
  /** The hash of the token of a device that is a register; `null` for any other. */
  readonly activated: Buffer | null;
  /** The browser's `User-Agent`, kept with the session. */
  readonly browser: string;
}

/** Under which name a person's devices are known, and their wrong tries counted. */
export function hqAccount(email: string): string {
  return `hq ${email.toLowerCase()}`;
}

export function workerAccount({ legalEntity, operatorId }: { readonly legalEntity: string; readonly operatorId: string }): string {
  return `pos ${legalEntity} ${operatorId}`;
}

/** Under which name wrong tries at a register are counted. */
export function registerName({ legalEntity, register }: RegisterKey): string {
  return `register ${legalEntity} ${register}`;
}

export type Trying = Omit<Caller, "browser"> & { readonly account: string; readonly register?: RegisterKey };

/**
 * Counts a try with an account's password; refused while such tries must wait. People at the register's own device wait for each other. So do strangers who
 * name the register from elsewhere, but nobody at that device waits because of them.
 */
export async function tryAt({ db }: Pick<Deps, "db">, { waits, address, account, register, ...caller }: Trying): Promise<{ takeBack(): void }> {
  const known = caller.device !== null && (await isKnownDevice(db, { device: caller.device, account })) ? caller.device.toString("base64url") : null;
  if (register === undefined) return waits.begin({ account, address, device: known });
  const isThere = caller.activated !== null && (await isDeviceAt(db, { ...register, token: caller.activated }));
  // The register's own device is known to everybody who signs in there, also before they did so for the first time.
  const device = known ?? (isThere && caller.activated !== null ? `register ${caller.activated.toString("base64url")}` : null);
  return waits.begin({ account, address, device, register: { name: registerName(register), device: isThere ? "its own" : (device ?? "any") } });
}
