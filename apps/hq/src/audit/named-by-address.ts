const THINGS = {
  "activity-types": "activityType",
  "address-books": "addressBook",
  "api-keys": "apiKey",
  "attribute-groups": "attributeGroup",
  "attribute-types": "attributeType",
  attributes: "attribute",
  "client-books": "clientBook",
  customers: "customer",
  features: "feature",
  "number-sequences": "numberSequence",
  "permission-groups": "permissionGroup",
  "published-stores": "store",
  registers: "register",
  "report-suites": "reportSuite",
  "screen-layouts": "screenLayout",
  "store-groups": "storeGroup",
  stores: "store",
  workers: "worker",
} as const;
export type Thing = (typeof THINGS)[keyof typeof THINGS];

/** Words of an address that stand where another has a code: all customers at once, not the customer "search". */
const NO_CODES = /^(search|alike|enable-all)$/;

/** What a called address is about, by its path: `/api/legal-entities/A/workers/7` is the worker 7. Undefined for one that names no such thing. */
export function namedByAddress(path: string): { thing: Thing; id: string } | undefined {
  const [, rest] = /^\/api\/(?:legal-entities\/[^/]+\/)?([^?]+)/.exec(path) ?? [];
  const [kind = "", id = ""] = rest?.split("/") ?? [];
  const thing = Object.hasOwn(THINGS, kind) ? THINGS[kind as keyof typeof THINGS] : undefined;
  if (thing === undefined || id === "" || NO_CODES.test(id)) return undefined;
  try {
    return { thing, id: decodeURIComponent(id) };
  } catch {
    return undefined;
  }
}
