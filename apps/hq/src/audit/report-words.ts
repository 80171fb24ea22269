/** What is read of reports, in the words of the log. */
export const REPORT_ENDPOINTS = {
  en: { listRowsBehind: "Rows behind a number read" },
  nl: { listRowsBehind: "Rijen achter een getal gelezen" },
} as const;
