import { sideOf, type CallInput, type Endpoint } from "@rapport/contract";
import type { TestServer } from "../../testing/index.ts";
import type { Tenant } from "./tenant.fixture.ts";

/** One valid call; `headers` go beside the caller's own. */
export interface Request {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly file?: { readonly filename: string; readonly text: string };
  readonly headers?: Readonly<Record<string, string>>;
}
type RequestTo<E extends Endpoint> = Pick<Request, "file" | "headers"> & CallInput<E>;

/** Why there is nothing to try for an endpoint. */
export interface NotTried {
  readonly none: string;
}

/**
 * How the caller of another tenant is answered, besides that they never read what is marked as this tenant's and never
 * change it: `refused`; `unknown`, word for word as for what exists nowhere; or about what is `own` to them. A permission of
 * headquarters holds for every tenant, so a call of headquarters that only names a tenant is tried with the other's, as `own`.
 */
export type Answer = "refused" | "unknown" | "own";

interface Draft<R> {
  /** A call that works, about something of `home`. Made for every call again, with something new where the call uses it up. */
  request(home: Tenant, server: TestServer): R | Promise<R>;
  /** The same for what only its maker may go on with: made by whoever will call. */
  requestBy?(home: Tenant, server: TestServer, caller: Readonly<Record<string, string>>): Promise<R>;
  /**
   * Whether the answer holds data of customers. `named`: the request has exactly one audit entry, which names every customer in the answer (AU1). `none`: no customer is in it.
   */
  readonly customers: "named" | "none";
  /** True when the answer holds the tenant's mark, so that its absence for another tenant means something. */
  readonly shows?: boolean;
  /** For endpoints without a permission of their own; the others are refused by who calls. */
  readonly refused?: { request(home: Tenant): R | Promise<R>; readonly status: number } | NotTried;
  /** What the caller of `other` tries to reach in `home`. */
  readonly otherTenant: { request(home: Tenant, other: Tenant, server: TestServer): R | Promise<R>; readonly answer: Answer } | NotTried;
}

/** A row of the table without the endpoint's own types. */
export interface Right extends Draft<Request> {
  readonly endpoint: Endpoint;
}

export function right<E extends Endpoint>(endpoint: E, draft: Draft<RequestTo<E>>): Right {
  // The row was checked above against the endpoint's own types.
  return { endpoint, ...(draft as unknown as Draft<Request>) };
}

/** What is missing before every endpoint has a happy, a refused and an other-tenant test, one line each. */
export function gaps(endpoints: readonly Endpoint[], rights: readonly Right[]): string[] {
  const rowsOf = (endpoint: Endpoint) => rights.filter((row) => row.endpoint === endpoint);
  return [
    ...endpoints.flatMap((endpoint) => {
      const rows = rowsOf(endpoint);
      if (rows.length !== 1) return [`${endpoint.name} has ${rows.length} rows in the table of rights`];
      return rows.flatMap((row) => gapsOfRow(row));
    }),
    ...rights
      .filter(({ endpoint }) => !endpoints.includes(endpoint))
      .map(({ endpoint }) => `${endpoint.name} is in the table of rights and not in the contract`),
  ];
}

function gapsOfRow({ endpoint: { name, permission }, refused, otherTenant }: Right): string[] {
  const open = ["anyone", "collection"].includes(sideOf(permission));
  return [
    ...(open && refused === undefined ? [`${name} says neither how it refuses nor why it never does`] : []),
    ...(!open && refused !== undefined ? [`${name} is refused by its permission; its row need not say how`] : []),
    ...(sideOf(permission) === "pos" && "none" in otherTenant ? [`${name} is for one legal entity, so its row has to try another`] : []),
    ...[refused, otherTenant].flatMap((part) => (part !== undefined && "none" in part && part.none.length < 20 ? [`${name} gives no reason`] : [])),
  ];
}
