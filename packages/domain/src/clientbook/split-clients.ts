/** A client to give away, with what decides who gets them: their stores, say, or the values of an attribute. */
export interface ClientToSplit {
  readonly id: string;
  readonly keys: readonly string[];
}

export interface SplitRule {
  /** Who gets the clients with a key. The first case that fits a client decides. */
  readonly cases: readonly { readonly key: string; readonly to: string }[];
  /** Those who share everybody whom no case fits: as many each, or one more. */
  readonly rest: readonly [string, ...string[]];
}

/** Who gets each client. The order in which clients come does not matter, so the same clients and rule always give the same answer. */
export function splitClients(clients: readonly ClientToSplit[], { cases, rest }: SplitRule): ReadonlyMap<string, string> {
  const receivers = new Map<string, string>();
  const left: string[] = [];
  for (const { id, keys } of clients) {
    const fits = cases.find(({ key }) => keys.includes(key));
    if (fits === undefined) left.push(id);
    else receivers.set(id, fits.to);
  }
  for (const [at, id] of left.toSorted(byCode).entries()) receivers.set(id, rest[at % rest.length] ?? rest[0]);
  return receivers;
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
