/** A row's value, as an expression, for every column of `hits_v1` except `visitor`, which follows from `visitor_id`. */
export interface HitValues {
  readonly suite: string;
  readonly visitor_id: string;
  readonly at: string;
  readonly position: string;
  readonly source: string;
  readonly occurrences: string;
  readonly visit_number: string;
  readonly visit_start: string;
  readonly hit_number: string;
  readonly page_view: string;
  readonly dims: string;
  readonly post: string;
  readonly lists: string;
  readonly orders: string;
  readonly units: string;
  readonly revenue: string;
  readonly is_return: string;
  readonly metrics: string;
  readonly "products.category": string;
  readonly "products.name": string;
  readonly "products.units": string;
  readonly "products.revenue": string;
  readonly "products.metrics": string;
  readonly transaction_ids: string;
  readonly upload: string;
  readonly line: string;
  readonly fate: string;
  readonly unlinked_reason: string;
  readonly key: string;
  readonly range: string;
}

/** Rows of files are not part of a visit or a range. */
export const NO_VISIT = { visit_number: "0", visit_start: "toDateTime64(0, 3, 'UTC')", hit_number: "0", page_view: "0", range: "0" } as const;

export const NO_PRODUCT_METRICS = "CAST(map() AS Map(LowCardinality(String), Decimal(38, 8)))";

/**
 * The statement that adds rows to `hits_v1`, or to a table that is like it. Expressions get no `AS`: the engine would read a
 * column's name in another expression as the new value.
 */
export function insertHits(values: HitValues, { into = "hits_v1", from, settings }: { into?: string | undefined; from: string; settings: string }): string {
  const columns = Object.keys(values).map((column) => `\`${column}\``);
  return `
  INSERT INTO ${into} (${columns.join(", ")})
  SELECT ${Object.values(values).join(",\n    ")}
  FROM (${from})
  SETTINGS ${settings}`;
}
