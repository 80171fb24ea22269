import { defineTexts } from "@rapport/app-shell";

/** Columns that only the file of the log has. */
export const fileTexts = defineTexts({
  en: {
    entry: "Entry",
    side: "By way of",
    approvedBy: "Approved by",
    action: "What (code)",
    name: "Name",
    field: "Field (code)",
  },
  nl: {
    entry: "Regel",
    side: "Via",
    approvedBy: "Goedgekeurd door",
    action: "Wat (code)",
    name: "Naam",
    field: "Veld (code)",
  },
});
