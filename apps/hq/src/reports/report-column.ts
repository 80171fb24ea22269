import type { ComparedWith, Days } from "@rapport/domain/comparisons";
import { CONTAINERS, CREDITS, type CreditChoice, isModel, LOOKBACKS } from "./report-credit.ts";

/** What a column shows: its number, how that changed from the compared period, or a quick calculation. */
export const SHOWN_AS = ["number", "difference", "percent", "share", "running", "rank"] as const;
export type ShownAs = (typeof SHOWN_AS)[number];

export const LOOKS = ["bars", "heat", "plain"] as const;
export type Look = (typeof LOOKS)[number];

/** The report's own period, or one with which it is compared. */
export type Period = "main" | ComparedWith;
export const COMPARED = ["before", "year", "weeks52"] as const;

export interface Column {
  /** The id of a metric without `metrics/`. */
  readonly metric: string;
  /** Null: as the report. */
  readonly credit: CreditChoice | null;
  /** Saved segments that narrow this column alone; all must hold. */
  readonly segments: readonly string[];
  readonly period: Period;
  readonly as: ShownAs;
  readonly look: Look;
}

const METRIC = /^[a-z][a-z0-9_]{0,58}$/;
const SEGMENT = /^s1_[0-9a-f]{24}$/;
const DAYS = /^(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})$/;
export const MOST_COLUMN_SEGMENTS = 3;

/** A plain column of a metric. */
export function columnOf(metric: string): Column {
  return { metric, credit: null, segments: [], period: "main", as: "number", look: "bars" };
}

/**
 * A column as an address writes it: the metric, then what differs from a plain column, with dots between: `revenue`, `revenue.linear.visitors.days30`,
 * `orders.before.percent`, `orders.2026-01-01_2026-01-31.heat`. Null when a part is unknown.
 */
export function readColumn(written: string): Column | null {
  const [metric = "", ...parts] = written.split(".");
  if (!METRIC.test(metric)) return null;
  let column = columnOf(metric);
  let look: Look | null = null;
  for (const part of parts) {
    const read: Partial<Column> | null = LOOKS.some((known) => known === part) && look === null ? { look: (look = part as Look) } : readPart(part, column);
    if (read === null) return null;
    column = { ...column, ...read };
  }
  if (isChange(column.as) && column.period === "main") return null;
  return { ...column, look: look ?? usualLook(column.as) };
}

export function writeColumn(column: Column): string {
  return column.look === usualLook(column.as) ? keyOf(column) : `${keyOf(column)}.${column.look}`;
}

/** The column without its look, by which a report is sorted. A report has each only once. */
export function keyOf({ metric, credit, segments, period, as }: Column): string {
  return [metric, ...writtenCredit(credit), ...segments, ...(period === "main" ? [] : [writePeriod(period)]), ...(as === "number" ? [] : [as])].join(".");
}

export function keyOfText(written: string): string {
  const column = readColumn(written);
  return column === null ? written : keyOf(column);
}

export function isChange(as: ShownAs): as is "difference" | "percent" {
  return as === "difference" || as === "percent";
}

/** Running totals follow the rows, so rows do not follow them. */
export function canSort({ as }: Column): boolean {
  return as !== "running";
}

export function writePeriod(period: Period): string {
  return typeof period === "string" ? period : `${period.from}_${period.to}`;
}

function usualLook(as: ShownAs): Look {
  return as === "number" || as === "share" ? "bars" : "plain";
}

/** What one part of a written column adds to those before it; null when it is unknown or comes a second time. */
function readPart(part: string, { credit, segments, period, as }: Column): Partial<Column> | null {
  if (as !== "number") return null;
  const shownAs = SHOWN_AS.find((known) => known === part);
  if (shownAs !== undefined) return shownAs === "number" ? null : { as: shownAs };
  const compared = COMPARED.find((known) => known === part) ?? readDays(part);
  if (compared !== null) return period === "main" ? { period: compared } : null;
  if (period !== "main") return null;
  if (SEGMENT.test(part)) return segments.includes(part) || segments.length === MOST_COLUMN_SEGMENTS ? null : { segments: [...segments, part] };
  return segments.length > 0 ? null : readCredit(part, credit);
}

/** `sessions` and `visitors` after a model say where it looks; alone they are participation. */
function readCredit(part: string, credit: CreditChoice | null): Partial<Column> | null {
  if (credit === null) {
    const named = CREDITS.find((known) => known === part);
    return named === undefined ? null : { credit: { credit: named, within: "visitors", lookback: "range" } };
  }
  if (!isModel(credit.credit)) return null;
  const within = CONTAINERS.find((known) => known === part);
  if (within !== undefined) return { credit: { ...credit, within } };
  const lookback = LOOKBACKS.find((known) => known === part);
  return lookback === undefined ? null : { credit: { ...credit, lookback } };
}

function writtenCredit(choice: CreditChoice | null): string[] {
  if (choice === null) return [];
  const { credit, within, lookback } = choice;
  return [credit, ...(isModel(credit) && within !== "visitors" ? [within] : []), ...(isModel(credit) && lookback !== "range" ? [lookback] : [])];
}

function readDays(part: string): Days | null {
  const [, from, to] = DAYS.exec(part) ?? [];
  return from === undefined || to === undefined || !isDay(from) || !isDay(to) || from > to ? null : { from, to };
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
