import { z } from "zod";

/**
 * Who can hold a permission: `anyone` needs nothing, `collection` is a report suite's write key, `headquarters` is a person there or an API key,
 * `person` is anybody signed in at headquarters, `pos` is an associate signed in at a register.
 */
type Side = "anyone" | "collection" | "headquarters" | "person" | "pos";

interface PermissionRow {
  readonly side: Side;
  /** The number of the POS operation that gives it to a worker. Every worker holds a POS permission without a number. */
  readonly operation?: number;
  /** Somebody without it can be lent it for one request, by a manager's override (R50). */
  readonly lendable?: true;
  /** What it lets a person do, as screens say it. */
  readonly words: { readonly en: string; readonly nl: string };
}

/** Every permission an endpoint can ask for, once. */
export const PERMISSIONS = {
  public: { side: "anyone", words: { en: "Open to everyone", nl: "Open voor iedereen" } },
  writeKey: { side: "collection", words: { en: "Send hits with a write key", nl: "Hits sturen met een schrijfsleutel" } },
  "reportSuite.read": { side: "headquarters", words: { en: "See report suites", nl: "Rapportsuites bekijken" } },
  "reportSuite.manage": { side: "headquarters", words: { en: "Change report suites", nl: "Rapportsuites wijzigen" } },
  "dataSource.manage": { side: "headquarters", words: { en: "Manage data sources and uploads", nl: "Gegevensbronnen en uploads beheren" } },
  "report.read": { side: "headquarters", words: { en: "Run reports", nl: "Rapporten bekijken" } },
  "report.save": { side: "headquarters", words: { en: "Save segments and calculated metrics", nl: "Segmenten en berekende metrieken bewaren" } },
  "organisation.manage": { side: "headquarters", words: { en: "Set up the organisation", nl: "De organisatie inrichten" } },
  "publishing.read": { side: "headquarters", words: { en: "See what stores have of the configuration", nl: "Zien wat winkels van de configuratie hebben" } },
  "publishing.manage": { side: "headquarters", words: { en: "Publish to stores", nl: "Naar winkels publiceren" } },
  "customer.manage": { side: "headquarters", words: { en: "Manage customers", nl: "Klanten beheren" } },
  "apiKey.manage": { side: "headquarters", words: { en: "Make and revoke API keys", nl: "API-sleutels maken en intrekken" } },
  "user.manage": { side: "headquarters", words: { en: "Manage people and their roles", nl: "Gebruikers en hun rollen beheren" } },
  "audit.read": { side: "headquarters", words: { en: "Read the audit log", nl: "Het auditlogboek lezen" } },
  "feature.read": { side: "headquarters", words: { en: "See which features are on", nl: "Zien welke functies aanstaan" } },
  "feature.manage": { side: "headquarters", words: { en: "Switch features", nl: "Functies aan- en uitzetten" } },
  ownAccount: { side: "person", words: { en: "Manage one's own account", nl: "Het eigen account beheren" } },
  pos: { side: "pos", words: { en: "Find and see customers", nl: "Klanten zoeken en bekijken" } },
  "clientBook.view": { side: "pos", operation: 712, words: { en: "See the own client book", nl: "Het eigen klantenboek bekijken" } },
  "clientBook.viewStore": { side: "pos", operation: 713, words: { en: "See the store's client books", nl: "De klantenboeken van de winkel bekijken" } },
  "clientBook.add": {
    side: "pos",
    operation: 714,
    lendable: true,
    words: { en: "Add clients to the client book", nl: "Klanten aan het klantenboek toevoegen" },
  },
  "clientBook.remove": {
    side: "pos",
    operation: 715,
    lendable: true,
    words: { en: "Remove clients from the client book", nl: "Klanten uit het klantenboek verwijderen" },
  },
  "clientBook.reassign": {
    side: "pos",
    operation: 716,
    lendable: true,
    words: { en: "Reassign clients to another associate", nl: "Klanten aan een andere medewerker geven" },
  },
  "register.activate": { side: "pos", operation: 9001, words: { en: "Activate devices as registers", nl: "Apparaten als kassa activeren" } },
  "note.write": { side: "pos", words: { en: "Write notes", nl: "Notities schrijven" } },
  "activity.write": { side: "pos", words: { en: "Log activities", nl: "Activiteiten vastleggen" } },
  "customer.create": { side: "pos", operation: 612, lendable: true, words: { en: "Create customers", nl: "Klanten aanmaken" } },
  "customer.edit": { side: "pos", operation: 623, lendable: true, words: { en: "Edit customers", nl: "Klanten bewerken" } },
  "activity.manage": {
    side: "pos",
    operation: 9002,
    lendable: true,
    words: { en: "Change and delete activities of colleagues", nl: "Activiteiten van collega's wijzigen en verwijderen" },
  },
  "filter.share": {
    side: "pos",
    operation: 9003,
    words: { en: "Share filters with the store", nl: "Filters met de winkel delen" },
  },
  "signInWait.end": {
    side: "pos",
    operation: 1216,
    words: { en: "Let a colleague try to sign in again at once", nl: "Een collega meteen opnieuw laten inloggen" },
  },
  ownPassword: { side: "pos", words: { en: "Change the own password at a register", nl: "Het eigen wachtwoord aan een kassa wijzigen" } },
} as const satisfies Record<string, PermissionRow>;

type PermissionName = keyof typeof PERMISSIONS;
export const Permission = z.enum(Object.keys(PERMISSIONS) as [PermissionName, ...PermissionName[]]);
export type Permission = z.infer<typeof Permission>;

const ROWS: Readonly<Record<Permission, PermissionRow>> = PERMISSIONS;

/** The permissions of one side, in the order of the table. */
export function permissionsOf(side: Side): Permission[] {
  return Permission.options.filter((permission) => ROWS[permission].side === side);
}

export function sideOf(permission: Permission): Side {
  return ROWS[permission].side;
}

/** True for a permission at a register that can be lent for one request (R50). */
export function isLendable(permission: Permission): boolean {
  return ROWS[permission].lendable === true;
}

/** The permissions at a register of a worker with these POS operations.  */
export function permissionsOfOperations(operations: readonly number[]): Permission[] {
  return permissionsOf("pos").filter((permission) => {
    const { operation } = ROWS[permission];
    return operation === undefined || operations.includes(operation);
  });
}
