import { VISIT_LIMITS, type DateRange, type Dimension } from "@rapport/domain";
import { IS_HIT, MOMENT, VISIT } from "./amount-sql.ts";
import { rowsInSql, type RowsPlace } from "./owned-rows-sql.ts";
import { everySql } from "./test-sql.ts";

type VisitDimension = Extract<Dimension, { kind: "visit" }>;

/** All hits of the visits that have a hit in the range lie in this one (VI1, OA6). */
export function aroundSql({ rsid, range, parameters }: RowsPlace): string {
  const around: DateRange = { from: range.from - VISIT_LIMITS.lengthMs - VISIT_LIMITS.restMs, to: range.to + VISIT_LIMITS.lengthMs + VISIT_LIMITS.restMs };
  return everySql([...rowsInSql({ rsid, range: around, parameters }), IS_HIT]);
}

/** Where rows are read from: beside each hit, as `visit_page`, the page of its visit when the dimension is one. */
export function hitsWithSql(dimension: Dimension | null, place: RowsPlace): string {
  if (dimension?.kind !== "visit") return "hits_v1";
  return `hits_v1 any left join (\n${pagesSql(dimension, place)}\n) as visit_pages on ${VISIT} = visit_pages.of_visit`;
}

/** Whether a row's page of its visit passes a test, wherever the row is read from. */
export function visitPagePassesSql({ dimension, test, place }: { dimension: VisitDimension; test: (page: string) => string; place: RowsPlace }): string {
  const visits = `select of_visit from (\n${pagesSql(dimension, place)}\n) where ${test("visit_page")}`;
  return `if(source < 5, ${VISIT} in (${visits}), ${test("''")})`;
}

function pagesSql({ end }: VisitDimension, place: RowsPlace): string {
  const pick = end === "entry" ? "argMinIf" : "argMaxIf";
  return `select ${VISIT} as of_visit, ${pick}(ifNull(dims.page.:String, ''), ${MOMENT}, dims.page.:String != '') as visit_page from hits_v1 where ${aroundSql(place)} group by of_visit`;
}
