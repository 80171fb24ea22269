/** Definitions of segments by chance, as a caller sends them. */
export function randomSegment(word: () => number): Record<string, unknown> {
  const below = (most: number): number => word() % most;
  const one = <T extends string | number>(...of: readonly [T, ...T[]]): T => of[below(of.length)] ?? of[0];
  const some = <T>(least: number, most: number, make: () => T): T[] => Array.from({ length: least + below(most - least + 1) }, make);

  const value = (): Record<string, unknown> => {
    const name = one("variables/page", "variables/evar1", "variables/list1", "variables/product");
    const val = { func: "attr", name, ...(below(4) === 0 ? { "allocation-model": { func: "allocation-instance" } } : {}) };
    const texts = (): string => one("A", "B", "C", "a", "AB", "7", "Unspecified", "%", "_", "B*");
    switch (below(6)) {
      case 0:
        return { func: one("exists", "not-exists"), val };
      case 1:
        return { func: one("streq", "not-streq"), val, str: texts() };
      case 2:
        return {
          func: one("streq-in", "not-streq-in", "contains-any-of", "not-contains-any-of", "contains-all-of", "not-contains-all-of"),
          val,
          list: some(1, 3, texts),
        };
      case 3:
        return { func: one("contains", "starts-with", "not-ends-with", "strlt", "strge"), val, str: texts() };
      case 4:
        return { func: one("matches", "not-matches"), val, glob: one("A*", "*B", "*", "B\\*", "a?") };
      default:
        return { func: one("eq", "gt", "not-eq", "le"), val, num: one<string | number>(7, 3, "7.5") };
    }
  };
  const event = (): Record<string, unknown> => {
    const evt = { func: "event", name: one("metrics/orders", "metrics/revenue", "metrics/event1", "metrics/pageviews", "metrics/occurrences") };
    if (below(2) === 0) return { func: one("event-exists", "not-event-exists"), evt };
    const val = { func: "total", evt };
    if (below(4) === 0) return { func: one("eq-any-of", "not-eq-any-of"), val, list: some(1, 3, () => below(4)) };
    return { func: one("gt", "ge", "lt", "le", "eq", "not-eq"), val, num: below(5) };
  };
  const condition = (depth: number, context: string): Record<string, unknown> => {
    switch (below(depth > 2 ? 2 : 6)) {
      case 0:
        return value();
      case 1:
        return event();
      case 2:
        return { func: one("and", "or"), preds: some(1, 3, () => condition(depth + 1, context)) };
      case 3:
        return { func: "without", pred: condition(depth + 1, context) };
      case 4:
        return container(depth + 1, one("hits", "visits", "visitors"));
      default:
        if (context === "hits" || below(3) === 0) return part(depth);
        return sequence(depth, context);
    }
  };
  const container = (depth: number, context: string): Record<string, unknown> => ({ func: "container", context, pred: condition(depth, context) });
  const checkpoint = (depth: number, context: string): Record<string, unknown> => {
    const inner = context === "visitors" && below(3) === 0 ? "visits" : "hits";
    return container(Math.max(depth + 1, 2), inner);
  };
  const limit = (): Record<string, unknown> => ({
    func: "time-restriction",
    limit: one("within", "after"),
    count: below(4),
    unit: one("minute", "hour", "day", "week", "hit", "visit"),
  });
  const sequence = (depth: number, context: string): Record<string, unknown> => {
    const stream: Record<string, unknown>[] = [];
    const steps = 1 + below(3);
    for (let step = 0; step < steps; step += 1) {
      if (below(4) === 0) stream.push({ func: "exclude-next-checkpoint" }, checkpoint(depth, context));
      // At most one of a kind between two steps.
      if (step > 0)
        stream.push(
          ...new Map(
            some(0, 2, limit).map((one) => [`${String(one["limit"])} ${["hit", "visit"].includes(String(one["unit"])) ? String(one["unit"]) : "ms"}`, one]),
          ).values(),
        );
      const before = stream.at(-1);
      const isFree = before === undefined || (before["func"] === "container" && stream.at(-2)?.["func"] !== "exclude-next-checkpoint");
      stream.push(isFree && below(5) === 0 ? group(depth) : checkpoint(depth, context));
    }
    if (stream.at(-1)?.["func"] === "container" && below(4) === 0) stream.push({ func: "exclude-next-checkpoint" }, checkpoint(depth, context));
    return { func: "sequence", stream };
  };
  const group = (depth: number): Record<string, unknown> => ({
    func: one("sequence-and", "sequence-or"),
    checkpoints: some(1, 3, () => container(Math.max(depth + 1, 2), "hits")),
  });
  /** Beside a sequence its edges are hits, and groups without order have no limits beside them. */
  const part = (depth: number): Record<string, unknown> => {
    const context = one("visits", "visitors");
    const edge = (): Record<string, unknown> => (below(3) === 0 ? group(depth) : container(Math.max(depth + 1, 2), "hits"));
    const stream = [edge()];
    if (below(2) === 0) stream.push(below(3) === 0 ? group(depth) : checkpoint(depth, context));
    const last = stream.at(-1);
    if (stream.length > 1 && last?.["func"] === "container" && below(2) === 0) stream.push(limit());
    stream.push(last?.["func"] === "container" && stream.length > 1 ? container(Math.max(depth + 1, 2), "hits") : edge());
    return { func: one("sequence-prefix", "sequence-suffix"), context, stream };
  };
  return { func: "segment", version: [1, 0, 0], container: container(0, one("hits", "visits", "visitors")) };
}
