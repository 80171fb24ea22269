import { defineTexts } from "@rapport/app-shell";

/** The names of measures. */
export const measureTexts = defineTexts({
  en: { netSpend365: "Net spend, 365 days", orders365: "Orders, 365 days", lastPurchase: "Last purchase" },
  nl: { netSpend365: "Netto besteed, 365 dagen", orders365: "Bestellingen, 365 dagen", lastPurchase: "Laatste aankoop" },
});
