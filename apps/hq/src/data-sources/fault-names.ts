import { defineTexts } from "@rapport/app-shell";
import type { RejectionCode } from "@rapport/contract/refusals";

/** Why rows are rejected, in a few words: for a list of reasons. The whole sentence stands beside each row. */
const EN: Record<RejectionCode, string> = {
  "row.cells": "other number of cells than the header",
  "row.too_long": "row too long",
  "row.no_metric": "no metric",
  "row.no_dimension": "no dimension",
  "row.signs": "sells and takes back at once",
  "row.repeated": "row of an earlier file",
  "refund.no_order": "refund without an order",
  "refund.beyond_order": "more than was left of the order",
  "cell.spreadsheet_error": "error of a spreadsheet",
  "date.missing": "no date",
  "date.format": "date not understood, month first",
  "date.day_first": "date not understood, day first",
  "date.future": "date in the future",
  "date.before_order": "dated before its order",
  "date.before_suite": "dated long before the first hit",
  "date.not_as_mapped": "date not written as the mapping says",
  "dimension.semicolon": "semicolon in a dimension",
  "metric.not_a_number": "not a number",
  "metric.ambiguous": "comma of thousands or of decimals",
  "metric.not_as_mapped": "number not written as the mapping says",
  "transactionid.several": "several transaction ids",
  "transactionid.too_long": "transaction id too long",
  "visitorid.too_long": "visitor id too long",
};

const NL: Record<RejectionCode, string> = {
  "row.cells": "ander aantal cellen dan de kopregel",
  "row.too_long": "rij te lang",
  "row.no_metric": "telt niets",
  "row.no_dimension": "geen dimensie",
  "row.signs": "verkoopt en neemt tegelijk terug",
  "row.repeated": "rij van een eerder bestand",
  "refund.no_order": "terugbetaling zonder bestelling",
  "refund.beyond_order": "meer dan er van de bestelling over was",
  "cell.spreadsheet_error": "fout van een spreadsheet",
  "date.missing": "geen datum",
  "date.format": "datum niet begrepen, maand eerst",
  "date.day_first": "datum niet begrepen, dag eerst",
  "date.future": "datum in de toekomst",
  "date.before_order": "gedateerd voor de bestelling",
  "date.before_suite": "gedateerd lang voor de eerste hit",
  "date.not_as_mapped": "datum niet zoals de indeling zegt",
  "dimension.semicolon": "puntkomma in een dimensie",
  "metric.not_a_number": "geen getal",
  "metric.ambiguous": "komma van duizendtallen of decimalen",
  "metric.not_as_mapped": "getal niet zoals de indeling zegt",
  "transactionid.several": "meer dan één transactie-id",
  "transactionid.too_long": "transactie-id te lang",
  "visitorid.too_long": "klant-id te lang",
};

export const faultNames = defineTexts({ en: EN, nl: NL });
