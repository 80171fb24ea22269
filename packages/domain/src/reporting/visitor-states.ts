import { SOCIAL_SITES, SOCIAL_SUFFIXES } from "../hits/marketing-channel.ts";
import { NOT_SEARCH, SEARCH_LABELS } from "../hits/referrer.ts";

/**
 * Dimensions whose value every hit has of itself or of its visitor, whether or not something was set on it (DM8 to DM11). The first four are
 * stored with each hit and frozen with an order; the others are made of these and of its time.
 */
export const VISITOR_STATES = ["visitnumber", "daysbeforefirstpurchase", "dayssincelastpurchase", "originalreferringdomain"] as const;
export const DERIVED_STATES = ["referrertype", "customerloyalty", "timeparthourofday", "timepartdayofweek"] as const;
export type StateName = (typeof VISITOR_STATES)[number] | (typeof DERIVED_STATES)[number];

/** The values of `referrertype` (DM9). */
export const REFERRER_TYPES = { search: "Search engines", social: "Social networks", other: "Other web sites", none: "Typed/bookmarked" } as const;
/** The values of `customerloyalty` (DM10). */
export const LOYALTIES = { none: "Not a customer", first: "New customer", later: "Return customer" } as const;
/** The values of `timepartdayofweek`, by the number of the day from Monday. */
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** Regular expressions, without marks around them, by which a referring domain is of one type (DM9): `search` and not `notSearch`, or `social`. */
export const REFERRER_PATTERNS = {
  search: `(^|\\.)(${SEARCH_LABELS.join("|")})(\\.[^.]+){1,2}$`,
  notSearch: `^(${NOT_SEARCH.map((start) => start.replace(".", "\\.")).join("|")})`,
  social: `(^|\\.)(${[...SOCIAL_SITES].join("|")})\\.(${SOCIAL_SUFFIXES.join("|")})$`,
} as const;
