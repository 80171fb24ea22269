import { z } from "zod";
import { WarehouseError, type NamedQuery } from "./warehouse.ts";

/** Parses each line of an answer with the query's row schema. The error for a line that does not fit has no values in it. */
export function parsedRows<R extends z.ZodType>(query: NamedQuery<z.ZodType, R>, lines: string): z.output<R>[] {
  const rows: z.output<R>[] = [];
  for (let start = 0; start < lines.length;) {
    const newline = lines.indexOf("\n", start);
    const end = newline === -1 ? lines.length : newline;
    if (end > start) rows.push(parsedRow(query, lines.slice(start, end)));
    start = end + 1;
  }
  return rows;
}

function parsedRow<R extends z.ZodType>(query: NamedQuery<z.ZodType, R>, line: string): z.output<R> {
  const parsed = query.row.safeParse(json(query, line));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`).join(", ");
  throw new WarehouseError(`Query ${query.name} answered a row that its schema does not allow (${where}).`, { code: 0 });
}

function json(query: NamedQuery, line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    // The parser's own message repeats the line.
    throw new WarehouseError(`Query ${query.name} answered a line that is not JSON.`, { code: 0 });
  }
}
