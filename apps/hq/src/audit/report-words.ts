/** What is read of reports, in the words of the log. */
export const REPORT_ENDPOINTS = {
  en: { explainRow: "Hit or row explained", listRowsBehind: "Rows behind a number read" },
  nl: { explainRow: "Hit of rij uitgelegd", listRowsBehind: "Rijen achter een getal gelezen" },
} as const;
