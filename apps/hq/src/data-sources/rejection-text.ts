import type { Language, RejectedRow } from "@rapport/contract";

/** The server says in English what is wrong with a line, with its details; in Dutch the code says it. */
const DUTCH: Readonly<Record<RejectedRow["code"], string>> = {
  "row.cells": "De rij heeft een ander aantal cellen dan de kopregel.",
  "row.too_long": "De rij is langer dan 4096 bytes.",
  "row.no_metric": "De rij telt niets: minstens één cijferkolom moet een getal hebben.",
  "row.no_dimension": "De rij heeft geen dimensie; deze gegevensbron vraagt er een.",
  "date.missing": "De datum ontbreekt.",
  "date.format": "De datum is niet te lezen: maand eerst, MM/DD/JJJJ of MM/DD/JJJJ/uu/mm/ss.",
  "date.future": "De datum ligt in de toekomst.",
  "dimension.semicolon": "Een dimensie mag geen puntkomma bevatten.",
  "metric.not_a_number": "Dit is geen getal: cijfers met hoogstens één punt, en een minteken ervoor mag.",
  "transactionid.several": "Eén transactie-id per cel.",
  "transactionid.too_long": "Een transactie-id heeft hoogstens 100 bytes.",
  "visitorid.too_long": "Een klant-id heeft hoogstens 100 bytes.",
};

export function rejectionText({ code, message }: Pick<RejectedRow, "code" | "message">, language: Language): string {
  return language === "nl" ? DUTCH[code] : message;
}
