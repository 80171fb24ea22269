import { useText } from "@rapport/app-shell";
import type { Language } from "@rapport/contract";
import { DISTRIBUTION_JOBS, type DistributionJob, type SectionName } from "@rapport/contract/publishing";
import { useFormats, useUi } from "@rapport/ui";
import { distributionTexts } from "./texts.ts";

type Words = Readonly<Record<Language, string>>;

const SECTION_WORDS: Readonly<Record<SectionName, Words>> = {
  attributes: { en: "Attribute", nl: "Kenmerk" },
  attributeGroups: { en: "Attribute group", nl: "Kenmerkgroep" },
  parameters: { en: "Commerce parameters", nl: "Commerceparameters" },
  features: { en: "Feature", nl: "Functie" },
  legalEntity: { en: "Legal entity", nl: "Onderneming" },
  stores: { en: "Store", nl: "Winkel" },
  store: { en: "Store", nl: "Winkel" },
  registers: { en: "Register", nl: "Kassa" },
  storeLayouts: { en: "Screen layout of stores", nl: "Schermindeling van winkels" },
  registerLayouts: { en: "Screen layout of registers", nl: "Schermindeling van kassa's" },
  workerLayouts: { en: "Screen layout of workers", nl: "Schermindeling van medewerkers" },
  permissionGroups: { en: "Permission group", nl: "Bevoegdheidsgroep" },
  workers: { en: "Worker", nl: "Medewerker" },
};

/** Fields by their names in the contract. One that is not here is called by its name. */
export const FIELD_WORDS: Readonly<Record<string, Words>> = {
  name: { en: "name", nl: "naam" },
  city: { en: "city", nl: "plaats" },
  country: { en: "country", nl: "land" },
  active: { en: "in use", nl: "in gebruik" },
  attributeType: { en: "attribute type", nl: "kenmerktype" },
  type: { en: "type", nl: "type" },
  unit: { en: "unit", nl: "eenheid" },
  default: { en: "default value", nl: "standaardwaarde" },
  mandatory: { en: "mandatory", nl: "verplicht" },
  values: { en: "values", nl: "waarden" },
  lower: { en: "lower bound", nl: "ondergrens" },
  upper: { en: "upper bound", nl: "bovengrens" },
  multiple: { en: "several values", nl: "meerdere waarden" },
  refinable: { en: "can be filtered", nl: "filterbaar" },
  filter: { en: "filter", nl: "filter" },
  members: { en: "attributes in order", nl: "kenmerken op volgorde" },
  clientBookAttributeGroup: { en: "client book attribute group", nl: "kenmerkgroep van klantenboeken" },
  customerAttributeGroup: { en: "customer attribute group", nl: "kenmerkgroep van klanten" },
  measures: { en: "measures", nl: "meetwaarden" },
  activityTypeHours: { en: "hours that stores keep activity types", nl: "uren dat winkels activiteitstypen bewaren" },
  searchCriteria: { en: "what the POS searches customers by", nl: "waarop de kassa klanten zoekt" },
  searchAttributes: { en: "attributes the POS searches by", nl: "kenmerken waarop de kassa zoekt" },
  sharesCustomers: { en: "customers are shared with other legal entities", nl: "klanten worden gedeeld met andere ondernemingen" },
  booksPerCustomer: { en: "client books a customer may be in", nl: "klantenboeken waarin een klant mag staan" },
  state: { en: "state", nl: "stand" },
  day: { en: "day", nl: "dag" },
  from: { en: "on from", nl: "aan vanaf" },
  customerAddressBooks: { en: "customer address books", nl: "adresboeken van klanten" },
  employeeAddressBooks: { en: "employee address books", nl: "adresboeken van medewerkers" },
  defaultCustomer: { en: "default customer", nl: "standaardklant" },
  language: { en: "language", nl: "taal" },
  timeZone: { en: "time zone", nl: "tijdzone" },
  screenLayout: { en: "screen layout", nl: "schermindeling" },
  idleMinutes: { en: "minutes without a touch", nl: "minuten zonder aanraking" },
  idleThen: { en: "then", nl: "daarna" },
  startScreen: { en: "first screen", nl: "eerste scherm" },
  sizes: { en: "sizes and buttons", nl: "formaten en knoppen" },
  operations: { en: "operations", nl: "handelingen" },
  withheld: { en: "withheld operations", nl: "ontnomen handelingen" },
  permissionGroup: { en: "permission group", nl: "bevoegdheidsgroep" },
  position: { en: "position", nl: "functie" },
  employedFrom: { en: "first day", nl: "eerste dag" },
  employedTo: { en: "last day", nl: "laatste dag" },
};

const MOST_SIGNS = 120;

/** How things of the configuration, their fields and values are called. */
export function useThingWords() {
  const { language } = useUi();
  const text = useText(distributionTexts);
  const formats = useFormats();
  const inLanguage = (name: Readonly<Record<string, string>>) => name[language] || name["en"] || Object.values(name)[0] || "";
  /** With `most`, longer texts are cut. */
  const told = (of: unknown, most: number): string => {
    const value = (part: unknown) => told(part, most);
    if (of === null || of === undefined || of === "" || (Array.isArray(of) && of.length === 0)) return text("none");
    if (typeof of === "string") return of;
    if (typeof of === "boolean") return text(of ? "yes" : "no");
    if (typeof of === "number") return formats.number(of);
    if (Array.isArray(of)) return cut(of.map(value).join(", "), most);
    const parts = of as Readonly<Record<string, unknown>>;
    if (typeof parts["en"] === "string") return inLanguage(parts as Record<string, string>);
    // A member of a group, or a value of a list: its code says enough.
    const code = parts["attribute"] ?? parts["value"];
    if (typeof code === "string") return code;
    return cut(
      Object.entries(parts)
        .map(([field, one]) => `${wordsOf(field)[language]}: ${value(one)}`)
        .join(", "),
      most,
    );
  };
  return {
    /** For a screen, where a long list of parts is cut. */
    value: (of: unknown) => told(of, MOST_SIGNS),
    /** For a file. */
    whole: (of: unknown) => told(of, Number.POSITIVE_INFINITY),
    section: (section: SectionName) => SECTION_WORDS[section][language],
    field: (field: string) => wordsOf(field)[language],
    name: (name: string | Readonly<Record<string, string>> | null, key: string) =>
      name === null ? key : typeof name === "string" ? name || key : inLanguage(name) || key,
    job: (job: DistributionJob) => `${job} ${DISTRIBUTION_JOBS[job].name[language]}`,
  };
}

function wordsOf(field: string): Words {
  return FIELD_WORDS[field] ?? { en: field, nl: field };
}

function cut(words: string, most: number): string {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
