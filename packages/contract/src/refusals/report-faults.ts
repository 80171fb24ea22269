import { z } from "zod";
import { NONE, saying } from "./saying.ts";

const Id = z.object({ id: z.string() });
const Known = Id.extend({ known: z.array(z.string()) });
const Time = z.object({ range: z.string(), time: z.string() });
const At = z.object({ at: z.int() });
const Found = At.extend({ found: z.string() });
const Unit = z.enum(["minute", "hour", "day", "week", "month", "quarter", "year"]);
/** What is wrong with a requested report. Ids, keys and operators are those of the request. */
export const REPORT_FAULTS = {
  "report.clause_end": saying(NONE, () => "it ends where a text in single quotes is expected"),
  "report.clause_open": saying(At, ({ at }) => `a parenthesis is opened at character ${at} and not closed`),
  "report.clause_rest": saying(Found, ({ found, at }) => `expected AND, OR or the end, found ${found} at character ${at}`),
  "report.clause_text": saying(Found, ({ found, at }) => `expected a text in single quotes, found ${found} at character ${at}`),
  "report.clause_unreadable": saying(At, ({ at }) => `cannot read from character ${at} on; texts stand in single quotes`),
  "report.cell_no_item": saying(NONE, () => "the report has no dimension, so it has no items; leave the itemId out for the total"),
  "report.columns_same_id": saying(NONE, () => "two columns have the same columnId"),
  "report.columns_many": saying(z.object({ most: z.int() }), ({ most }) => `a report counts at most ${most} columns, with the parts of its formulas`),
  "report.dimension_unknown": saying(Known, ({ id, known }) => `"${id}" is not a dimension of a report; there are variables/… ${known.join(", ")}`),
  "report.filter_foreign": saying(z.object({ type: z.string() }), ({ type }) => `has no meaning in a filter of type ${type}`),
  "report.filter_id_missing": saying(NONE, () => "it needs an id, by which columns name it"),
  "report.filter_id_twice": saying(Id, ({ id }) => `another filter has the id "${id}" already`),
  "report.column_unknown": saying(Id, ({ id }) => `"${id}" is not the columnId of a column`),
  "report.filter_id_unknown": saying(Id, ({ id }) => `"${id}" is not the id of a metricFilter`),
  "report.filter_needs": saying(z.object({ type: z.string(), keys: z.array(z.string()) }), ({ type, keys }) =>
    keys.length === 1
      ? `a filter of type ${type} needs ${keys.join("")}`
      : `a filter of type ${type} needs one of ${keys.slice(0, -1).join(", ")} and ${keys.at(-1)}`,
  ),
  "report.filter_no_dimension": saying(NONE, () => "it needs a dimension, because the report has none"),
  "report.instances_no_dimension": saying(
    NONE,
    () => "metrics/instances counts how often the report's dimension was set, so it needs a dimension that hits set, e.g. variables/evar1",
  ),
  "report.item_id": saying(Id, ({ id }) => `"${id}" is not an item id; take the itemId of a report's row, or give itemValue`),
  "report.locale": saying(z.object({ locale: z.string() }), ({ locale }) => `"${locale}" is not a language tag such as en_US or nl-NL`),
  "report.lookback_long": saying(z.object({ days: z.int() }), ({ days }) => `a lookback is at most ${days} days`),
  "report.lookback_of_visit": saying(
    NONE,
    () => "touch points of a visit are looked for in the visit, so it has no lookback; leave the lookback out, or give the context visitors",
  ),
  "report.lookback_two": saying(NONE, () => "the lookback is given twice; leave one out"),
  "report.metric_id_missing": saying(NONE, () => "it needs an id, e.g. metrics/orders"),
  "report.metric_two": saying(Id.extend({ formula: z.string() }), ({ id, formula }) => `its id is ${id} and its formula asks for ${formula}`),
  "report.metric_unknown": saying(Known, ({ id, known }) => `"${id}" is not a metric of a report; there are metrics/… ${known.join(", ")}`),
  "report.model_containers": saying(NONE, () => "it names another container than context; leave one out"),
  "report.model_two": saying(NONE, () => "it differs from that of the formula"),
  "report.no_date_range": saying(
    NONE,
    () => 'no date range holds for this column; add one to globalFilters, e.g. { "type": "dateRange", "dateRange": "td-7d/td" }',
  ),
  "report.no_attribution": saying(
    Id,
    ({ id }) => `${id} takes no attribution model; orders, units, revenue, events, carts, checkouts and product views do. Leave out allocationModel`,
  ),
  "report.range_form": saying(z.object({ range: z.string() }), ({ range }) => `"${range}" needs a start and an end with one slash between them`),
  "report.range_no_such_time": saying(Time, ({ range, time }) => `in "${range}" there is no such time as "${time}"`),
  "report.range_order": saying(
    z.object({ range: z.string() }),
    ({ range }) => `in "${range}" the end must lie after the start, and the end itself is not part of the range`,
  ),
  "report.range_time": saying(
    Time,
    ({ range, time }) => `in "${range}" the part "${time}" is neither a time such as 2024-01-01T00:00:00.000 nor a formula such as td-7d`,
  ),
  "report.range_zone": saying(
    Time,
    ({ range, time }) => `in "${range}" the part "${time}" names a time zone; leave it out, times are those of the report suite's zone`,
  ),
  "report.row_time_of_visit": saying(NONE, () => "rows of files are in no visit; for the time of their transaction give the context visitors"),
  "report.search_no_names": saying(NONE, () => "it searches the names of the report's dimension, so the report needs one other than a date or a time"),
  "report.part_unknown": saying(z.object({ parts: z.int() }), ({ parts }) => `this column counts ${parts} metrics; name one of them from 0 to ${parts - 1}`),
  "report.row_unknown": saying(NONE, () => "there is no such hit or row in this report suite; take the id of a line that made a number"),
  "report.time_item": saying(
    Id.extend({ unit: Unit }),
    ({ id, unit }) => `itemId "${id}" is not the id of a ${unit}; take the itemId of a report's row, e.g. 1181018 for 18 November 2018`,
  ),
  "report.time_text": saying(
    z.object({ text: z.string(), unit: Unit }),
    ({ text, unit }) => `itemValue "${text}" is not a ${unit}, e.g. 2018-11-18T13:00, Nov 18, 2018, 2018-11, Q4 2018`,
  ),
  "report.visit_no_attribution": saying(Id, ({ id }) => `${id} is of whole visits, so it has no credit; leave out allocationModel`),
  "report.too_large": saying(NONE, () => "is more than can be answered at once; ask for fewer columns, or with shorter segments or a shorter range"),
  "report.weights_nothing": saying(NONE, () => "all three weights are 0, so nobody would have credit; give at least one above 0"),
} as const;
