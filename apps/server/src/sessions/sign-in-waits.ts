import { Refusal } from "@rapport/contract";
import { LRUCache } from "lru-cache";
import type { Attempt, SignInWaits } from "../deps.ts";

/** How many wrong tries are free, and the longest wait between the ones after them, in seconds. */
interface Bound {
  readonly free: number;
  readonly longest: number;
}

const HOUR = 3600;
const BOUNDS = {
  /** One account at one place, or from one device that it knows. */
  account: { free: 10, longest: HOUR / 4 },
  /** One account from all unknown devices together. */
  everywhere: { free: 20, longest: HOUR / 4 },
  /** All accounts from one address. The tablets of a shop share an address. */
  address: { free: 100, longest: 60 },
} as const satisfies Record<string, Bound>;

/** Failures are forgotten after a day without one. */
const FORGOTTEN_MS = 24 * HOUR * 1000;
/** At most this many are remembered; the longest unused are forgotten first. */
const MOST = 50_000;

/**
 * Growing waits: each wrong try beyond the free ones doubles the wait, which begins with a second (S3). A stranger's tries never make the owner wait on a
 * device of theirs, and nobody's tries make a colleague wait (C18). A try counts before its password is checked, so many at the same moment do not get through.
 */
export function createSignInWaits(now: () => number): SignInWaits {
  const failures = new LRUCache<string, { wrong: number; last: number; of: Counted }>({ max: MOST });
  const current = (key: string) => {
    const found = failures.get(key);
    return found !== undefined && now() < found.last + FORGOTTEN_MS ? found : undefined;
  };
  const left = ({ key, free, longest }: Counted): number => {
    const found = current(key);
    if (found === undefined || found.wrong < free) return 0;
    return found.last + 1000 * Math.min(longest, 2 ** (found.wrong - free)) - now();
  };
  const countedOf = (account: string) => [...failures.values()].map(({ of }) => of).filter((of) => of.account === account);
  return {
    begin: (attempt) => {
      const counted = countersOf(attempt);
      const wait = Math.max(...counted.map(left));
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        throw new Refusal("request.too_many", { seconds }, { retryAfterSeconds: seconds });
      }
      for (const of of counted) failures.set(of.key, { wrong: (current(of.key)?.wrong ?? 0) + 1, last: now(), of });
      return {
        takeBack: () => {
          for (const { key } of counted) {
            const found = current(key);
            if (found !== undefined) failures.set(key, { ...found, wrong: found.wrong - 1 });
          }
        },
      };
    },
    waitOf: (account) => Math.ceil(Math.max(0, ...countedOf(account).map(left)) / 1000),
    forget: (account) => {
      for (const { key } of countedOf(account)) failures.delete(key);
    },
  };
}

/** `account` is missing where all accounts count together. */
type Counted = Bound & { readonly key: string; readonly account?: string };

function countersOf({ account, address, device }: Attempt): Counted[] {
  if (device !== null) return [{ ...BOUNDS.account, key: `device ${device} ${account}`, account }];
  return [
    { ...BOUNDS.account, key: `place ${address} ${account}`, account },
    { ...BOUNDS.everywhere, key: `account ${account}`, account },
    { ...BOUNDS.address, key: `address ${address}` },
  ];
}
