import { usePreferences } from "@rapport/app-shell";
import { AUDIT_ACTIONS } from "@rapport/contract/system";
import { useFormats, type ComboboxOption } from "@rapport/ui";
import { AREAS, type Area } from "../areas.ts";
import { CALLED, useEntryWords } from "./entry-words.ts";

/** Everything to look for, by its words and under its area. Where two have the same words, the name of the call tells them apart. */
export function useKinds(): ComboboxOption[] {
  const words = useEntryWords();
  const { locale } = useFormats();
  const { language } = usePreferences().appearance;
  const all = [...AUDIT_ACTIONS, ...CALLED].map((value) => ({ value, label: words.action({ action: value }), area: areaOf(value) }));
  const order = Object.keys(AREAS);
  return all
    .map(({ value, label, area }) => ({
      value,
      label: all.some((other) => other.value !== value && other.label === label) && !value.includes(".") ? `${label} (${value})` : label,
      group: AREAS[area].label[language],
      place: order.indexOf(area),
    }))
    .toSorted((one, other) => one.place - other.place || one.label.localeCompare(other.label, locale))
    .map(({ value, label, group }) => ({ value, label, group }));
}

/** The first that fits. */
const BY_NAME: readonly (readonly [RegExp, Area])[] = [
  [/^(customer\.(added_to|moved_to|removed_from)_book|customer\.(asked_for|request_)|client_book\.|today\.)/, "clienteling"],
  [/^(customer|lookups)\./, "customers"],
  [/^file\./, "dataSources"],
  [/^(register|legal_entity)\./, "organisation"],
  [/\./, "system"],
  [/ClientBook|[lL]eave|ActivityType|Attribute|Parameters|NumberSequence|Feature/, "clienteling"],
  [/Customer|Attachment/, "customers"],
  [/Schedule|Session$|StoreGroup|Distribution|rollBackStore/, "distribution"],
  [
    /DataSource|callVersion14|Sftp|Mapping|dryRun|Rejected|UploadRows|RowsOfDays|takeBackRow|MatchAlert|SourceMail|Webhook|DeliveryAgain|createJob|[uU]ndoUpload|replaceUpload|[mM]end(ed)?Rows|IdRule|UnlinkedIds/,
    "dataSources",
  ],
  [/ReportSuite|Quarantine|CurrencyRates|Transaction/, "reportSuites"],
  [/runReport|RowsBehind|explainRow/, "reports"],
  [/LegalEntity|Store|Register|Worker|AddressBook|PermissionGroup|ScreenLayout|List/, "organisation"],
];

/** Where headquarters does such a thing; people, keys and signing in are the system's. */
export function areaOf(action: string): Area {
  if (/^(endOwnSession|deactivateRegister)$/.test(action)) return action === "endOwnSession" ? "system" : "organisation";
  return BY_NAME.find(([name]) => name.test(action))?.[1] ?? "system";
}
