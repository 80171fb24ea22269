/** Calls that change nothing, though they are asked with a body. */
const ONLY_READ: ReadonlySet<string> = new Set([
  "countRowsOfDays",
  "dryRunFile",
  "explainRow",
  "findAlikeCustomers",
  "findCustomers",
  "previewLeave",
  "previewMapping",
  "runReport",
  "runReportRanked",
  "tryIdRule",
]);

/** Whether such an entry only tells what somebody saw: then it is known that nothing was changed. Any other entry without details may be of a change. */
export function isRead(action: string): boolean {
  return (
    ONLY_READ.has(action) ||
    /^(get|list)[A-Z]/.test(action) ||
    /\.(viewed|found|timeline_viewed|sale_explained|notes_viewed|exported|fetched|attachment_saved)$/.test(action)
  );
}
