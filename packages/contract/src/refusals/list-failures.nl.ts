import type { LIST_FAILURES } from "./list-failures.ts";
import { listed, type WordsOf } from "./saying.ts";

const NOT_TEXT = {
  workbook: "Dit is een werkmap of een zipbestand, geen tekst. Kies in het rekenblad Opslaan als, dan CSV UTF-8, en stuur dat bestand.",
  compressed: "Dit bestand is gecomprimeerd. Pak het uit en stuur het CSV-bestand dat erin zit.",
  document: "Dit is een pdf, geen tekst. Stuur de rijen als CSV.",
  binary: "Het bestand bevat tekens die geen tekst heeft. Kies in het rekenblad Opslaan als, dan CSV UTF-8, en stuur dat bestand.",
} as const;

/** Why a CSV file with rows of a list could not be read or applied, in Dutch. */
export const LIST_FAILURES_NL: WordsOf<typeof LIST_FAILURES> = {
  "list.column_twice": ({ column }) => `De eerste regel noemt de kolom ${column} twee keer. Houd er één.`,
  "list.encoding": ({ line }) =>
    `Regel ${line} bevat bytes die geen tekst in UTF-8 zijn. Kies in het rekenblad Opslaan als, dan CSV UTF-8, en stuur dat bestand.`,
  "list.interrupted": ({ times }) =>
    `De server stopte ${times} keer terwijl die met dit bestand bezig was, en probeert het niet meer. Stuur het bestand in kleinere delen.`,
  "list.key_missing": ({ column, found }) =>
    `De eerste regel moet de kolommen noemen, waaronder ${column}. ${found.length === 0 ? "Het bestand is leeg." : `Er staat ${listed(found, { and: "en", more: "meer" })}.`}`,
  "list.line": ({ line }) => `Regel ${line} is niet te lezen: een aanhalingsteken ontbreekt of staat verkeerd. Van het bestand is niets opgeslagen.`,
  "list.no_rows": () => "Het bestand noemt zijn kolommen, maar heeft geen rijen.",
  "list.not_done": () => "Het bestand kon door een fout aan onze kant niet tot het einde worden gelezen. Stuur het opnieuw.",
  "list.not_text": ({ kind }) => NOT_TEXT[kind],
  "list.nothing_applied": ({ invalid }) =>
    `Er is niets opgeslagen: ${invalid === 1 ? "1 rij klopt" : `${invalid} rijen kloppen`} niet meer, omdat intussen iets anders is gewijzigd.`,
  "list.rights_gone": () => "Wie dit bestand stuurde mag deze lijst niet meer wijzigen. Rijen die toen nog niet waren opgeslagen, worden niet opgeslagen.",
  "list.too_large": ({ megabytes }) => `Een bestand voor deze lijst mag hoogstens ${megabytes} MB groot zijn. Splits het.`,
  "list.too_many_rows": ({ most }) => `Het bestand heeft meer dan ${most} rijen. Splits het.`,
  "list.stopped": () => "Iemand heeft het gestopt. Rijen die toen nog niet waren opgeslagen, worden niet opgeslagen.",
  "list.waited": () => "Het bestand is verwijderd, omdat niemand het opsloeg binnen een dag nadat het was gecontroleerd. Stuur het opnieuw.",
};
