import type { HIT_FAULTS, WordsOf } from "@rapport/contract/refusals";

const FORMS = { unix: "Unix-tijd in seconden", iso: "ISO 8601" } as const;

/** Why a hit cannot be used, in Dutch. */
export const HIT_FAULTS_NL: WordsOf<typeof HIT_FAULTS> = {
  "hit.currency_other": ({ field, currency }) => `${field} is niet ${currency}, de valuta van de rapportsuite.`,
  "hit.currency_unknown": ({ field }) => `${field} is geen valuta van ISO 4217.`,
  "hit.event_missing": () => "Een track-aanroep noemt zijn gebeurtenis.",
  "hit.id_long": ({ fields, most }) => `${fields.join(", ")}: een id heeft hoogstens ${most} bytes.`,
  "hit.id_missing": ({ fields }) => `Er is geen ${fields.join(", ")}.`,
  "hit.no_door": () => "De hit kwam binnen langs een weg die niet bekend is.",
  "hit.no_query": () => "Het bewaarde verzoek heeft geen querystring.",
  "hit.no_suite": () => "Deze rapportsuite is er niet meer.",
  "hit.not_object": () => "Het bericht is geen JSON-object.",
  "hit.not_processed": () => "De hit kon niet worden verwerkt.",
  "hit.nothing_named": () => "Het verzoek noemt geen pagina, link, gebeurtenis, product, variabele of transactie.",
  "hit.opted_out": () => "De klant wil niet gevolgd worden op de site; van de hit is niets opgeslagen.",
  "hit.page_missing": () => "Een page-aanroep heeft een naam, een pad of een URL.",
  "hit.time_ahead": ({ field, minutes }) => `${field} ligt meer dan ${minutes} minuten in de toekomst.`,
  "hit.time_early": ({ field }) => `${field} ligt voor 1970.`,
  "hit.time_form": ({ field, forms }) => `${field} is geen ${forms.map((form) => FORMS[form]).join(" en geen ")}.`,
  "hit.type_unknown": ({ types }) => `type is geen van ${types.join(", ")}.`,
  "hit.unreadable": () => "De hit kon niet worden gelezen.",
};
