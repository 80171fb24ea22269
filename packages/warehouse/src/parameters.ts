import { formatQueryParams } from "@clickhouse/client-common";
import { WarehouseError, type NamedQuery } from "./warehouse.ts";

/** The parameters a query's text names, checked against its schema: one that is missing is our bug, found here. */
export function checkedParameters(query: NamedQuery, params: unknown): Record<string, unknown> {
  const checked = query.params.safeParse(params);
  if (!checked.success) {
    const where = checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`).join(", ");
    throw new WarehouseError(`Query ${query.name} was given wrong parameters (${where}).`, { code: 0 });
  }
  const given = (checked.data ?? {}) as Record<string, unknown>; // a query's parameters are an object or nothing
  const named = parameterNames(query.text);
  const missing = named.filter((name) => given[name] === undefined);
  if (missing.length > 0) throw new WarehouseError(`Query ${query.name} names parameters that were not given: ${missing.join(", ")}.`, { code: 0 });
  return Object.fromEntries(named.map((name) => [name, given[name]]));
}

/**
 * `SET param_a = '...', ...;` to stand before a query on the same connection. The engine binds the values as the
 * types named in the query, as a server does with `param_a` of a request; nothing of a value is read as SQL.
 * (chDB's own binding call is serialised over the whole process, so one report would stop every other reader.)
 */
export function setParameters(params: Record<string, unknown>): string {
  const entries = Object.entries(params);
  if (entries.length === 0) return "";
  return `SET ${entries.map(([name, value]) => `param_${name} = ${literal(formatQueryParams({ value }))}`).join(", ")}; `;
}

function parameterNames(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\s*([A-Za-z_]\w*)\s*:/g)].map((match) => match[1]!))];
}

function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\0", "\\0")}'`;
}
