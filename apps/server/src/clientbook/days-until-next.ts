import { sql, type RawBuilder } from "kysely";

/**
 * In how many days the date of an attribute comes round; null where there is none, or not in the days of `ahead`.
 *
 * @param days the days of the year that a book keeps of a client, each as a number of month and day (migration 0283)
 * @param ahead days of the year (`MM-DD`), each with the number of days until it comes
 */
export function daysUntilNext(
  days: RawBuilder<unknown>,
  { attribute, ahead }: { attribute: RawBuilder<unknown> | string; ahead: ReadonlyMap<string, number> },
): RawBuilder<number | null> {
  const inDays = Array.from({ length: LAST_DAY }, () => NEVER);
  for (const [day, until] of ahead) inDays[Number(day.replace("-", "")) - 1] = until;
  return sql<number | null>`nullif((${inDays}::integer[])[(${days} -> ${attribute})::integer], ${sql.lit(NEVER)})`;
}

const LAST_DAY = 1231;
/** An array without nulls is read at once at any place. */
const NEVER = -1;
