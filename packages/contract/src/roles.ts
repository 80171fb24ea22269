import { z } from "zod";
import { permissionsOf, type Permission } from "./permissions.ts";

interface RoleRow {
  readonly permissions: readonly Permission[];
  /** The role's name, and what it is for. */
  readonly words: { readonly en: string; readonly nl: string };
  readonly purpose: { readonly en: string; readonly nl: string };
}

/** Every role of headquarters. A person has roles for a legal entity or for all of them. */
export const ROLES = {
  administrator: {
    permissions: permissionsOf("headquarters"),
    words: { en: "Administrator", nl: "Beheerder" },
    purpose: { en: "Everything, people and keys included", nl: "Alles, ook mensen en sleutels" },
  },
  clientelingManager: {
    permissions: ["organisation.manage", "publishing.read", "publishing.manage", "customer.manage", "reportSuite.read", "report.read"],
    words: { en: "Clienteling manager", nl: "Clientelingmanager" },
    purpose: { en: "Stores, workers, attributes, client books and customers", nl: "Winkels, medewerkers, kenmerken, klantenboeken en klanten" },
  },
  analyst: {
    permissions: ["reportSuite.read", "reportSuite.manage", "dataSource.manage", "report.read", "report.save"],
    words: { en: "Analyst", nl: "Analist" },
    purpose: { en: "Report suites, data sources and reports", nl: "Rapportsuites, gegevensbronnen en rapporten" },
  },
  privacyOfficer: {
    permissions: ["customer.manage", "audit.read"],
    words: { en: "Privacy officer", nl: "Privacyfunctionaris" },
    purpose: { en: "What is kept of customers, and who saw it", nl: "Wat er van klanten wordt bewaard, en wie het zag" },
  },
  callCenter: {
    permissions: ["customer.manage"],
    words: { en: "Call center", nl: "Klantenservice" },
    purpose: { en: "Customers who call or write", nl: "Klanten die bellen of schrijven" },
  },
  featureManager: {
    permissions: ["feature.read", "feature.manage"],
    words: { en: "Feature manager", nl: "Functiebeheerder" },
    purpose: { en: "Which features are on", nl: "Welke functies aanstaan" },
  },
  featureViewer: {
    permissions: ["feature.read"],
    words: { en: "Feature viewer", nl: "Functies inzien" },
    purpose: { en: "Seeing which features are on", nl: "Zien welke functies aanstaan" },
  },
  reader: {
    permissions: ["reportSuite.read", "report.read", "publishing.read"],
    words: { en: "Reader", nl: "Lezer" },
    purpose: { en: "Reading reports", nl: "Rapporten lezen" },
  },
} as const satisfies Record<string, RoleRow>;

export const Role = z.enum(Object.keys(ROLES) as [keyof typeof ROLES, ...(keyof typeof ROLES)[]]);
export type Role = z.infer<typeof Role>;

export function permissionsOfRole(role: Role): readonly Permission[] {
  return ROLES[role].permissions;
}
