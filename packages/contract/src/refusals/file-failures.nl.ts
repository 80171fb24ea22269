import type { FILE_FAILURES } from "./file-failures.ts";
import { LIST_FAILURES_NL } from "./list-failures.nl.ts";
import type { WordsOf } from "./saying.ts";

const NOT_TEXT = {
  workbook:
    "Dit is een werkmap of een zipbestand, geen tekst. Kies in het rekenblad Opslaan als, dan Tekst (tab is scheidingsteken) (*.txt), en stuur dat bestand.",
  compressed: "Dit bestand is gecomprimeerd. Pak het uit en stuur de tekst met tabs die erin zit.",
  document: "Dit is een pdf, geen tekst. Stuur de rijen als tekst met tabs (.txt).",
} as const;

const looksDifferent = ({ rows, written, other }: { rows: number; written: string; other: string }) =>
  `In de datums lijkt de ${written} eerst te staan: ${rows} rijen hebben een datum die er met de ${other} eerst geen is, en geen rij heeft er een die zo moet. Er is niets geladen. Stel de gegevensbron in op de ${written} eerst, of schrijf de datums met de ${other} eerst.`;

/** Why nothing of a file was loaded, in Dutch. */
export const FILE_FAILURES_NL: WordsOf<typeof FILE_FAILURES> = {
  ...LIST_FAILURES_NL,
  "account.deleted": () => "De gegevensbron is verwijderd voordat het bestand aan de beurt was; er staat niets van in rapporten.",
  "file.altered": () => "Het bestand is op de server veranderd nadat het was opgehaald; er staat niets van in rapporten. Stuur het opnieuw.",
  "file.empty": () => "Het bestand heeft geen kopregel. De eerste regel die geen commentaar is, noemt de kolommen.",
  "file.encoding": ({ byte, encoding }) =>
    `Byte ${byte} van het bestand is geen tekst in ${encoding.toUpperCase()}. ${encoding === "utf-8" ? "Sla het bestand op als UTF-8, of als UTF-16 met een byte order mark." : "Misschien is het bestand afgebroken; sla het opnieuw op."}`,
  "file.currency_changed": ({ before, now }) =>
    `De valuta van de rapportsuite was ${before} toen het bestand werd gestuurd en is nu ${now}; er staat niets van in rapporten. Stuur het opnieuw met bedragen in ${now}.`,
  "file.gone": () => "Het geladen bestand staat niet meer op de server; er staat niets van in rapporten. Stuur het opnieuw.",
  "file.line_too_long": ({ line, megabytes }) => `Regel ${line} eindigt niet binnen ${megabytes} MB. Is dit een tekstbestand?`,
  "file.looks_day_first": ({ rows }) => looksDifferent({ rows, written: "dag", other: "maand" }),
  "file.looks_month_first": ({ rows }) => looksDifferent({ rows, written: "maand", other: "dag" }),
  "file.no_rows": () => "Het bestand heeft een kopregel, maar geen rijen.",
  "file.not_loaded": () => "Het bestand kon door een fout aan onze kant niet worden geladen; er staat niets van in rapporten. Stuur het opnieuw.",
  "file.not_text": ({ kind }) => NOT_TEXT[kind],
  "file.packed": (packed) => {
    switch (packed.why) {
      case "several":
        return `Het zipbestand bevat ${packed.files} bestanden. Stuur elk bestand apart.`;
      case "none":
        return "Het zipbestand bevat geen bestand. Pak het bestand opnieuw in, of stuur het onverpakt.";
      case "path":
        return "Het bestand staat in het zipbestand in een map. Pak alleen het bestand in, zonder de map.";
      case "encrypted":
        return "Het zipbestand is versleuteld. Stuur het zonder wachtwoord.";
      case "method":
        return "Het zipbestand is ingepakt op een manier die hier niet wordt gelezen. Kies de gewone manier (Deflate), of stuur het bestand onverpakt.";
      case "twice":
        return "In het ingepakte bestand zit nog een ingepakt bestand, of een werkmap. Pak de tekst één keer in, of stuur hem onverpakt.";
      case "damaged":
        return "Het ingepakte bestand is beschadigd of afgebroken. Pak het opnieuw in en stuur het opnieuw.";
    }
  },
  "file.unpacks_too_large": ({ megabytes }) => `Het bestand is uitgepakt groter dan ${megabytes} MB. Splits het.`,
  "file.unpacks_too_far": ({ times }) =>
    `Het bestand is uitgepakt meer dan ${times} keer zo groot als het werd gestuurd, zoals rijen nooit zijn. Stuur het onverpakt.`,
  "file.parts_too_large": ({ megabytes }) =>
    `De delen van de taak zijn samen groter dan ${megabytes} MB; er is niets van geladen. Verdeel hem over meer taken.`,
  "file.unfinished": ({ parts, hours }) =>
    `Van de taak ${parts === 1 ? "kwam 1 deel" : `kwamen ${parts} delen`}, en het laatste deel kwam niet binnen ${hours} uur; er is niets van geladen. Stuur de taak opnieuw.`,
  "file.too_many_parts": ({ most }) =>
    `De taak kwam in meer dan ${most} delen; er is niets van geladen. Verdeel hem over meer taken, of stuur meer rijen in een deel.`,
  "file.too_many_days": ({ days, most }) => `Het bestand heeft rijen van ${days} verschillende dagen; het mogen er ${most} zijn. Splits het.`,
  "file.strict": ({ rows }) =>
    `${rows === 1 ? "1 rij is" : `${rows} rijen zijn`} niet goed, en deze gegevensbron is streng: er is niets geladen. Herstel wat hieronder staat en stuur het bestand opnieuw.`,
  "file.none_to_replace": ({ upload }) =>
    `Elke rij van het bestand is afgekeurd; de rijen van upload ${upload} blijven zoals ze waren. Herstel wat hieronder staat en stuur het bestand opnieuw.`,
  "file.replaced_undone": ({ upload }) =>
    `Upload ${upload}, die dit bestand moest vervangen, is ongedaan gemaakt of vervangen voor dit bestand aan de beurt was; er is niets van geladen. Stuur het als nieuw bestand.`,
  "file.row_open": ({ line, megabytes }) =>
    `De rij die op regel ${line} begint eindigt niet binnen ${megabytes} MB: een aanhalingsteken wordt nooit gesloten, of dit is geen CSV-bestand.`,
  "file.workbook": (wrong) => {
    switch (wrong.why) {
      case "no_sheet":
        return `De werkmap heeft geen werkblad "${wrong.sheet}", dat de indeling van de gegevensbron noemt.`;
      case "too_large":
        return `De teksten van de werkmap zijn samen meer dan ${wrong.megabytes} MB. Splits hem, of stuur CSV.`;
      case "damaged":
        return "De werkmap is beschadigd, of is er geen van Excel (.xlsx). Open hem, sla hem op als .xlsx en stuur hem opnieuw.";
    }
  },
  "mapping.column_missing": ({ column }) =>
    `De indeling van de gegevensbron noemt een kolom ${column}, die het bestand niet heeft. Voeg die toe aan het bestand, of wijzig de indeling.`,
  "mapping.column_unknown": ({ column, position }) =>
    `De indeling van de gegevensbron noemt de kolom ${column} (kolom ${position}) niet. Zeg in de indeling wat het is, of dat andere worden weggelaten.`,
  "header.too_long": () => "De kopregel is te lang. Is dit een tekstbestand met tabs?",
  "header.no_date": () => "De kopregel heeft geen kolom Date. Voeg die toe; elke rij heeft een datum nodig.",
  "header.unknown": (unknown) => {
    switch (unknown.why) {
      case "unnamed":
        return `Kolom ${unknown.position} heeft geen naam. Geef er een, of haal de kolom met zijn tab weg.`;
      case "retired":
        return `De kolom ${unknown.column} wordt niet meer aangenomen. Haal hem weg.`;
      case "replaced":
        return `De kolom ${unknown.column} wordt niet gelezen. ${INSTEAD[unknown.instead]}`;
      case "too_high":
        return `De kolom ${unknown.column} bestaat niet. De laatste van zijn soort is ${unknown.most}.`;
      case "misspelled":
        return `De kolom ${unknown.column} is niet bekend. Schrijf hem als ${unknown.meant}; spaties in een naam tellen mee.`;
      case "one_column":
        return `De kopregel ${unknown.column} is één kolom. Scheid de kolommen met tabs.`;
      case "unsupported":
        return `De kolom ${unknown.column} (kolom ${unknown.position}) wordt niet aangenomen. Gebruik een kop uit het sjabloon, of haal de kolom weg.`;
    }
  },
  "mapping.dates_swapped": ({ rows, written }) =>
    `Dag en maand lijken andersom te staan: ${rows} rijen hebben een datum die niet bestaat als hij als ${written} wordt gelezen, en geen rij heeft er een die zo gelezen moet worden. Er is niets geladen. Zeg in de indeling van de gegevensbron hoe datums zijn geschreven, of schrijf ze als ${written}.`,
  "header.duplicate": ({ column }) => `De kolom ${column} staat twee keer in de kopregel. Houd er een.`,
};

const INSTEAD = {
  event: "Tel het als een eigen gebeurtenis: zet het getal onder Event 1 tot Event 1000.",
  evar: "Zet de waarde onder Evar 1 tot Evar 250.",
  zip: "Gebruik Zip voor een postcode, of zet de waarde onder Evar 1 tot Evar 250.",
  currency: "Bedragen zijn in de valuta van de rapportsuite. Reken ze om als dat niet zo is, en haal de kolom weg.",
  product_columns: "Een rij heeft één product: gebruik Product, Category, Quantity en Price.",
  not_counted: "Rijen van bestanden veranderen nooit bezoeken, bezoekers of paginaweergaven. Haal de kolom weg, of zet het getal onder Event 1 tot Event 1000.",
} as const;
