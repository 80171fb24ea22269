import type { NamedQuery } from "@rapport/warehouse";
import { expect, test } from "vitest";
import { LINKS, waitingByUpload } from "./join/link-queries.ts";
import { JUDGES, keepRejected, LOADS, survey } from "./load/load-queries.ts";
import { fatesOfUpload } from "./receipt/receipt-queries.ts";

/** The engine's statements, for review. verdicts.test.ts and joins.test.ts run them against the pure functions. */
const STATEMENTS: readonly NamedQuery[] = [
  JUDGES.any,
  JUDGES.plain,
  survey,
  keepRejected,
  LOADS.summary,
  LOADS.both,
  LINKS.named.count,
  LINKS.named.rows,
  waitingByUpload,
  fatesOfUpload,
];

test.each(STATEMENTS.map((query) => [query.name, query.text] as const))("the statement %s is reviewed", async (name, text) => {
  await expect(indented(text)).toMatchFileSnapshot(`__golden__/${name}.sql`);
});

/** Each nested subquery is indented by two more spaces. */
function indented(text: string): string {
  let depth = 0;
  const lines = text
    .replaceAll("FROM (SELECT", "FROM (\nSELECT")
    .replaceAll(/\)\s*$/g, ")")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const shown = lines.map((line) => {
    const opens = line.split("(").length - line.split(")").length;
    const at = opens < 0 && line.startsWith(")") ? depth + opens : depth;
    depth += opens;
    return `${"  ".repeat(Math.max(0, at))}${line}`;
  });
  return `${shown.join("\n")}\n`;
}
