import { Refusal } from "@rapport/contract";
import { LRUCache } from "lru-cache";
import type { Attempt, SignInWaits } from "../deps.ts";

/** How many wrong tries are free, the longest wait between the ones after them, and after how long without one all are forgotten; in seconds. */
interface Bound {
  readonly free: number;
  readonly longest: number;
  readonly forgotten: number;
}

const HOUR = 3600;
const BOUNDS = {
  /** One account from one address, or from one device that it knows. */
  account: { free: 10, longest: HOUR / 4, forgotten: 24 * HOUR },
  /** One account from everywhere. */
  everywhere: { free: 20, longest: HOUR / 4, forgotten: 24 * HOUR },
  /** All accounts at one register. Colleagues mistype there every day, so it forgets sooner; in that hour more could not be tried than by waiting. */
  register: { free: 60, longest: 60, forgotten: HOUR },
  /** All accounts from one address. The tablets of a shop share an address. */
  address: { free: 100, longest: 60, forgotten: 2 * HOUR },
} as const satisfies Record<string, Bound>;

/** At most this many are remembered; the longest unused are forgotten first. */
const MOST = 50_000;

/**
 * Growing waits: each wrong try beyond the free ones doubles the wait, which begins with a second (S3). A stranger's tries never make the owner wait on a
 * device of theirs, and nobody's tries at one account make a colleague wait (C18). A try counts before its password is checked, so many at the same moment do
 * not get through.
 */
export function createSignInWaits(now: () => number): SignInWaits {
  const failures = new LRUCache<string, { wrong: number; last: number; of: Counted }>({ max: MOST });
  const current = ({ key, forgotten }: Counted) => {
    const found = failures.get(key);
    return found !== undefined && now() < found.last + forgotten * 1000 ? found : undefined;
  };
  const left = (counted: Counted): number => {
    const found = current(counted);
    const { free, longest } = counted;
    if (found === undefined || found.wrong < free) return 0;
    return found.last + 1000 * Math.min(longest, 2 ** (found.wrong - free)) - now();
  };
  const countedOf = (name: string) => [...failures.values()].map(({ of }) => of).filter((of) => of.name === name);
  return {
    begin: (attempt) => {
      const counted = countersOf(attempt);
      const wait = Math.max(...counted.filter(({ onlyCounts }) => onlyCounts !== true).map(left));
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        throw new Refusal("request.too_many", { seconds }, { retryAfterSeconds: seconds });
      }
      const begun = now();
      const before = counted.map((of) => ({ of, last: current(of)?.last }));
      for (const of of counted) failures.set(of.key, { wrong: (current(of)?.wrong ?? 0) + 1, last: begun, of });
      return {
        takeBack: () => {
          for (const { of, last } of before) {
            const found = current(of);
            if (found === undefined) continue;
            // The wait goes on from the last wrong try, so that a right one makes nobody wait longer.
            failures.set(of.key, { ...found, wrong: found.wrong - 1, last: found.last === begun ? (last ?? begun) : found.last });
          }
        },
      };
    },
    waitOf: (account) => Math.ceil(Math.max(0, ...countedOf(account).map(left)) / 1000),
    forget: (name) => {
      for (const { key } of countedOf(name)) failures.delete(key);
    },
  };
}

/** `name` is the account or register; it is missing for an address. `onlyCounts`: others wait because of this try, the caller does not wait because of theirs. */
type Counted = Bound & { readonly key: string; readonly name?: string; readonly onlyCounts?: boolean };

function countersOf({ account, address, device, register }: Attempt): Counted[] {
  const there: Counted[] = register === undefined ? [] : [{ ...BOUNDS.register, key: `register ${register.device} ${register.name}`, name: register.name }];
  const everywhere = { ...BOUNDS.everywhere, key: `account ${account}`, name: account };
  if (device !== null) return [{ ...BOUNDS.account, key: `device ${device} ${account}`, name: account }, { ...everywhere, onlyCounts: true }, ...there];
  return [{ ...BOUNDS.account, key: `place ${address} ${account}`, name: account }, everywhere, ...there, { ...BOUNDS.address, key: `address ${address}` }];
}
