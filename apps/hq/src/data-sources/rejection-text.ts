import type { Language } from "@rapport/contract";
import type { RejectedRow } from "@rapport/contract/data-sources";
import { cellsOf, readDate } from "@rapport/domain";

/** What is wrong with a line: the server says it in English; here it is said in Dutch, with the same details. */
export function rejectionText({ code, message, value }: Pick<RejectedRow, "code" | "message" | "value">, language: Language): string {
  if (language === "en") return message;
  if (code === "date.format") return dutchDate(value);
  const cells = code === "row.cells" ? cellsOf(value) : null;
  if (cells !== null)
    return `De rij heeft ${cells.found} ${cells.found === 1 ? "cel" : "cellen"}, de kopregel ${cells.expected} ${cells.expected === 1 ? "kolom" : "kolommen"}. Geef elke kolom een cel; een lege houdt zijn tab.`;
  return DUTCH[code];
}

/** The value of a rejected row as a person reads it: `3 of 5 cells` is the server's own, in English. */
export function rejectedValue({ code, value }: Pick<RejectedRow, "code" | "value">, language: Language): string {
  const cells = code === "row.cells" && language === "nl" ? cellsOf(value) : null;
  return cells === null ? value : `${cells.found} van ${cells.expected} cellen`;
}

function dutchDate(cell: string): string {
  const read = readDate(cell);
  const fault = read.kind === "fault" ? read.fault : { kind: "format" as const };
  switch (fault.kind) {
    case "format":
      return "Zo wordt een datum hier niet geschreven. De maand komt eerst: MM/DD/JJJJ, of met een tijd MM/DD/JJJJ/uu/mm/ss.";
    case "month":
      return `Maand ${fault.month} bestaat niet. De maand komt eerst: MM/DD/JJJJ.`;
    case "day":
      return `Deze datum bestaat niet: maand ${fault.month} van ${fault.year} heeft geen dag ${fault.day}. De maand komt eerst: MM/DD/JJJJ.`;
    case "year":
      return `Het jaar ${fault.year} wordt niet aangenomen, alleen 1970 tot en met 2200. De maand komt eerst: MM/DD/JJJJ.`;
    case "time":
      return `De tijd ${fault.time} bestaat niet. Schrijf MM/DD/JJJJ/uu/mm/ss, met uren van 00 tot en met 23.`;
  }
}

const DUTCH: Readonly<Record<RejectedRow["code"], string>> = {
  "row.cells": "De rij heeft een ander aantal cellen dan de kopregel. Geef elke kolom een cel; een lege houdt zijn tab.",
  "row.too_long": "De rij is langer dan 4096 bytes. Maak hem korter.",
  "row.no_metric": "De rij telt niets: minstens één cijferkolom moet een getal hebben.",
  "row.no_dimension": "De rij heeft geen dimensie; deze gegevensbron vraagt er een.",
  "row.signs":
    "De rij verkoopt en neemt tegelijk terug: de tekens van orders, aantal en prijs spreken elkaar tegen. Zet overal een minteken bij wat terugkomt, of stel de gegevensbron in op positieve prijzen bij retouren.",
  "date.missing": "De datum ontbreekt.",
  "date.format": "De maand komt eerst: MM/DD/JJJJ.",
  "date.day_first": "Dit is geen datum van een gegevensbron met de dag eerst: DD/MM/JJJJ, of met een tijd DD/MM/JJJJ/uu/mm/ss.",
  "date.future": "De datum ligt in de toekomst. De maand komt eerst: MM/DD/JJJJ.",
  "dimension.semicolon": "Een dimensie mag geen puntkomma bevatten.",
  "metric.not_a_number": "Dit is geen getal van hoogstens 14 cijfers voor de decimalen. Schrijf cijfers met een punt voor de decimalen, zoals -12.50.",
  "metric.ambiguous": "Een komma voor drie cijfers kan duizendtallen of decimalen scheiden. Schrijf 1234 of 1.234.",
  "transactionid.several": "Eén transactie-id per cel.",
  "transactionid.too_long": "Een transactie-id heeft hoogstens 100 bytes.",
  "visitorid.too_long": "Een klant-id heeft hoogstens 100 bytes.",
};
