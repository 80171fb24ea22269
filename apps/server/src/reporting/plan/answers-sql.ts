import type { ReportDefinition } from "@rapport/domain";
import { formulaSql } from "../sql/formula-sql.ts";

export function isCalculated({ answers }: Pick<ReportDefinition, "answers">): boolean {
  return answers.some(({ kind }) => kind === "calculated");
}

/** The numbers of an answer as an array of decimal texts; an empty text where a formula has no value. */
export function answersSql({ answers }: ReportDefinition, number: (place: number) => string): string {
  return `[${answers.map(({ kind }, place) => (kind === "counted" ? `toString(${number(place)})` : `ifNull(toString(${number(place)}), '')`)).join(", ")}]`;
}

/**
 * One number of an answer: its column, rounded as the column is, or a formula of columns as they were counted (CF2, CF3).
 * @param column the text of a counted column
 */
export function answerSql(
  definition: ReportDefinition,
  place: number,
  { column, rounded }: { column: (index: number) => string; rounded: (definition: ReportDefinition, index: number, sql: string) => string },
): string {
  const answer = definition.answers[place];
  if (answer === undefined) throw new Error(`no column ${place}`);
  return answer.kind === "counted" ? rounded(definition, answer.index, column(answer.index)) : formulaSql(answer.formula, column);
}
