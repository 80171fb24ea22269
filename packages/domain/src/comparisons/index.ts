export { bucketsOf, type Days, dayOfItem, isWholeMonths, itemOfDay, type LinedUnit, spanOf } from "./calendar.ts";
export { comparedDays, type ComparedWith, lineUp, within } from "./compared-days.ts";
export { differenceOf, percentOf, ranksOf, runningTotalsOf, shareOf } from "./quick-calculations.ts";
