export const MONEY_METRICS = ["revenue", "grossrevenue", "returnedrevenue"] as const;
export const CART_METRICS = ["carts", "cartadditions", "cartremovals", "cartviews", "checkouts", "productviews"] as const;

/** The conversion metrics that every suite has. Only these, and a suite's own events, can have participation (AT1). */
export const CONVERSION_METRICS = ["orders", "units", ...MONEY_METRICS, ...CART_METRICS] as const;

/** What a visit has by where it begins and ends, and how long its hits last. */
export const VISIT_METRICS = ["entries", "exits", "bounces", "singlepagevisits", "timespent"] as const;

/** The metrics that every suite has, in the order in which people read them. */
export const SUITE_METRICS = ["occurrences", "instances", "pageviews", "pageevents", "visits", "visitors", ...VISIT_METRICS, ...CONVERSION_METRICS] as const;
