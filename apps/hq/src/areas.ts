import type { Language } from "@rapport/contract";
import type { IconName } from "@rapport/ui";

/** The areas of headquarters, in the order of the navigation. An area without a page that the person may open is not shown. */
export const AREAS = {
  home: { icon: "home", label: { en: "Home", nl: "Start" } },
  customers: { icon: "people", label: { en: "Customers", nl: "Klanten" } },
  clienteling: { icon: "book", label: { en: "Clienteling", nl: "Clienteling" } },
  organisation: { icon: "store", label: { en: "Organisation", nl: "Organisatie" } },
  dataSources: { icon: "upload", label: { en: "Data sources", nl: "Gegevensbronnen" } },
  reportSuites: { icon: "filter", label: { en: "Report suites", nl: "Rapportsuites" } },
  reports: { icon: "chart", label: { en: "Reports", nl: "Rapporten" } },
  insights: { icon: "sun", label: { en: "Insights", nl: "Inzichten" } },
  distribution: { icon: "cloud", label: { en: "Distribution", nl: "Distributie" } },
  system: { icon: "settings", label: { en: "System", nl: "Systeem" } },
} as const satisfies Record<string, { readonly icon: IconName; readonly label: Readonly<Record<Language, string>> }>;
export type Area = keyof typeof AREAS;
