import { unreachable } from "@rapport/contract";
import { LOYALTIES, REFERRER_PATTERNS, REFERRER_TYPES, WEEKDAYS, type Dimension } from "@rapport/domain";

/** The value of a state on a row, NULL for none. Rows of files have what their order or their visitor had. */
export function stateSql({ of, timeZone }: Extract<Dimension, { kind: "state" }>): string {
  switch (of) {
    case "visitnumber":
    case "daysbeforefirstpurchase":
    case "dayssincelastpurchase":
    case "originalreferringdomain":
      return post(of);
    case "referrertype": {
      const domain = `ifNull(${post("referringdomain")}, '')`;
      const fits = (pattern: string): string => `match(${domain}, ${literal(pattern)})`;
      return firstOf([
        [`${fits(REFERRER_PATTERNS.search)} and not ${fits(REFERRER_PATTERNS.notSearch)}`, REFERRER_TYPES.search],
        [fits(REFERRER_PATTERNS.social), REFERRER_TYPES.social],
        [`${domain} != ''`, REFERRER_TYPES.other],
        [KNOWN, REFERRER_TYPES.none],
      ]);
    }
    case "customerloyalty":
      return firstOf([
        [`isNotNull(${post("dayssincelastpurchase")})`, LOYALTIES.later],
        [`isNotNull(${post("daysbeforefirstpurchase")})`, LOYALTIES.first],
        [KNOWN, LOYALTIES.none],
      ]);
    case "timeparthourofday":
      return `toNullable(formatDateTime(at, '%H:00', ${literal(timeZone)}))`;
    case "timepartdayofweek":
      return `toNullable([${WEEKDAYS.map(literal).join(", ")}][toDayOfWeek(at, 0, ${literal(timeZone)})])`;
    default:
      return unreachable(of);
  }
}

/** A row that knows its visitor has the number of a visit, and no other row does. */
const KNOWN = `isNotNull(${post("visitnumber")})`;

function post(key: string): string {
  return `post.${key}.:String`;
}

/** The value of the first condition that holds. */
function firstOf(cases: readonly (readonly [condition: string, value: string])[]): string {
  return `multiIf(${cases.map(([condition, value]) => `${condition}, ${literal(value)}`).join(", ")}, NULL)`;
}

/** Texts of ours and names of zones, none of them a caller's. */
function literal(text: string): string {
  return `'${text.replaceAll(/[\\']/g, "\\$&")}'`;
}
