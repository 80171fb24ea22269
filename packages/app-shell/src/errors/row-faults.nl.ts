import type { DateFault, ROW_FAULTS, WordsOf } from "@rapport/contract/refusals";

const MONTH_FIRST = { day: "MM/DD/JJJJ", order: "De maand komt eerst" };
const DAY_FIRST = { day: "DD/MM/JJJJ", order: "De dag komt eerst" };

/** Why a row of a file is rejected, in Dutch. */
export const ROW_FAULTS_NL: WordsOf<typeof ROW_FAULTS> = {
  "row.cells": ({ found, expected }) =>
    found === null || expected === null
      ? "De rij heeft een ander aantal cellen dan de kopregel. Geef elke kolom een cel; een lege houdt zijn tab."
      : `De rij heeft ${found} ${found === 1 ? "cel" : "cellen"}, de kopregel ${expected} ${expected === 1 ? "kolom" : "kolommen"}. Geef elke kolom een cel; een lege houdt zijn tab.`,
  "row.too_long": ({ most }) => `De rij is langer dan ${most} bytes. Maak hem korter.`,
  "row.no_metric": () => "De rij telt niets: minstens één cijferkolom moet een getal hebben.",
  "row.no_dimension": () => "De rij heeft geen dimensie; deze gegevensbron vraagt er een.",
  "row.signs": () =>
    "De rij verkoopt en neemt tegelijk terug: de tekens van orders, aantal en prijs spreken elkaar tegen. Zet overal een minteken bij wat terugkomt, of stel de gegevensbron in op positieve prijzen bij retouren.",
  "row.repeated": ({ upload }) => `Upload ${upload} heeft deze rij ook. Moet hij dubbel tellen, laad het bestand dan opnieuw en kies dat daar.`,
  "refund.no_order": () => "De rij geeft iets terug en noemt geen bestelling. Vul transactionID in.",
  "refund.beyond_order": ({ of, left }) => {
    switch (of) {
      case "product":
        return "De bestelling heeft zo'n product niet. Schrijf de SKU of de naam zoals de bestelling die heeft.";
      case "orders":
        return `De rij neemt meer bestellingen terug dan er over zijn: ${left}.`;
      case "units":
        return `De rij neemt meer stuks terug dan er van de bestelling over zijn: ${left}.`;
      case "revenue":
        return `De rij neemt meer geld terug dan er van de bestelling over is: ${left}.`;
      case "product.units":
        return `De rij neemt meer stuks terug dan er van dit product in de bestelling over zijn: ${left}.`;
      case "product.revenue":
        return `De rij neemt meer geld terug dan er van dit product in de bestelling over is: ${left}.`;
    }
  },
  "cell.spreadsheet_error": () =>
    "De spreadsheet toont een fout in plaats van een waarde, omdat een formule misging. Herstel die daar, of schrijf de waarde in de cel.",
  "date.missing": () => "De datum ontbreekt.",
  "date.format": (fault) => wrongDate(fault, MONTH_FIRST),
  "date.day_first": (fault) => wrongDate(fault, DAY_FIRST),
  "date.not_as_mapped": ({ written }) =>
    written === "serial"
      ? "Dit is geen aantal dagen, zoals de indeling van de gegevensbron zegt dat datums geschreven zijn."
      : `Dit is geen datum die als ${written} geschreven is, met of zonder tijd, zoals de indeling van de gegevensbron zegt.`,
  "date.future": ({ first }) => {
    const { day, order } = first === "day" ? DAY_FIRST : MONTH_FIRST;
    return `De datum ligt in de toekomst.${first === null ? "" : ` ${order}: ${day}.`}`;
  },
  "date.before_order": ({ order }) => `De rij ligt voor haar bestelling, die van ${order} is. Verbeter de datum of het transactie-id.`,
  "date.before_suite": ({ first }) => `De rij ligt meer dan een jaar voor de eerste hit van de rapportsuite, die van ${first} is. Controleer het jaar.`,
  "dimension.semicolon": () => "Een dimensie mag geen puntkomma bevatten.",
  "metric.not_a_number": () => "Dit is geen getal van hoogstens 14 cijfers voor de decimalen. Schrijf cijfers met een punt voor de decimalen, zoals -12.50.",
  "metric.not_as_mapped": ({ decimals }) =>
    `Geen getal met een ${decimals === "point" ? "punt" : "komma"} voor de decimalen, zoals de indeling van de gegevensbron zegt.`,
  "metric.ambiguous": () => "Een komma voor drie cijfers kan duizendtallen of decimalen scheiden. Schrijf 1234 of 1.234.",
  "transactionid.several": () => "Eén transactie-id per cel.",
  "transactionid.too_long": ({ most }) => `Een transactie-id heeft hoogstens ${most} bytes.`,
  "visitorid.too_long": ({ most }) => `Een klant-id heeft hoogstens ${most} bytes.`,
};

function wrongDate(fault: DateFault, { day, order }: typeof MONTH_FIRST): string {
  switch (fault.fault) {
    case "format":
      return `Zo wordt een datum hier niet geschreven. ${order}: ${day}, of met een tijd ${day}/uu/mm/ss.`;
    case "month":
      return `Maand ${fault.month} bestaat niet. ${order}: ${day}.`;
    case "day":
      return `Deze datum bestaat niet: maand ${fault.month} van ${fault.year} heeft geen dag ${fault.day}. ${order}: ${day}.`;
    case "year":
      return `Het jaar ${fault.year} wordt niet aangenomen, alleen ${fault.from} tot en met ${fault.to}. ${order}: ${day}.`;
    case "time":
      return `De tijd ${fault.time} bestaat niet. Schrijf ${day}/uu/mm/ss, met uren van 00 tot en met 23.`;
  }
}
