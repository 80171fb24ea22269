/** Rows of one batch: `rows` hits of one visitor, spread over three months, numbered by `line`. */
export function hitLines({ suite, batch, rows = 60 }: { suite: string; batch: number; rows?: number }): Buffer {
  return Buffer.from(Array.from({ length: rows }, (_, line) => `${JSON.stringify(hitRow({ suite, batch, line }))}\n`).join(""));
}

export function hitRow({ suite, batch, line }: { suite: string; batch: number; line: number }): Record<string, unknown> {
  const month = 1 + (line % 3);
  return {
    suite,
    visitor_id: `vid:${batch}`,
    at: `2026-0${month}-10 12:00:00.${String(line).padStart(3, "0")}`,
    position: String(batch * 1_000 + line),
    source: 1,
    occurrences: 1,
    visit_number: 1,
    visit_start: `2026-0${month}-10 12:00:00.000`,
    hit_number: line + 1,
    page_view: 1,
    dims: { page: `page ${line}` },
    post: { evar1: "2026-01-01" },
    lists: { list1: ["a", "b"] },
    set_at: { list1: ["1767225600000", "1767225600001"] },
    orders: "1",
    units: "2.5000",
    revenue: "12.3400",
    is_return: 0,
    metrics: { event1: "1.5" },
    "products.category": ["toys"],
    "products.name": ["kite"],
    "products.units": ["2.5"],
    "products.revenue": ["12.34"],
    "products.metrics": [{ event1: "1.5" }],
    transaction_ids: [],
    upload: 0,
    line,
    fate: "",
    unlinked_reason: "",
    key: "",
    refunded: "",
    refunded_lines: [],
    money_currency: "",
    money_day: "1970-01-01",
    money_waits: 0,
    money_revenue: "0",
    money_lines: [],
    range: String(batch),
  };
}
