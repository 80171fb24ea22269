import type { Language } from "@rapport/contract";

/** What is wrong with a hit: the server says it in English; a sentence that has no Dutch yet stays as it is. */
export function detailText(detail: string, language: Language): { text: string; language: Language } {
  if (language === "en") return { text: detail, language };
  const [, field, currency] = OTHER_CURRENCY.exec(detail) ?? [];
  const text = currency === undefined ? DUTCH.get(detail) : `${field} is niet ${currency}, de valuta van de rapportsuite.`;
  return text === undefined ? { text: detail, language: "en" } : { text, language };
}

const OTHER_CURRENCY = /^(properties\.currency|cc) is not (.+), the suite's currency\.$/;

const DUTCH: ReadonlyMap<string, string> = new Map([
  ["The message is no JSON object.", "Het bericht is geen JSON-object."],
  ["type is none of track, page, screen, identify, group, alias.", "type is niet track, page, screen, identify, group of alias."],
  ["A track call names its event.", "Een track-aanroep noemt zijn gebeurtenis."],
  ["A page call has a name, a path or a URL.", "Een page-aanroep heeft een naam, een pad of een URL."],
  ["userId has more than 100 bytes.", "userId is langer dan 100 bytes."],
  ["anonymousId has more than 100 bytes.", "anonymousId is langer dan 100 bytes."],
  ["Neither userId nor anonymousId.", "Geen userId en geen anonymousId."],
  ["timestamp is not ISO 8601.", "timestamp is geen ISO 8601."],
  ["timestamp is more than 10 minutes ahead.", "timestamp ligt meer dan 10 minuten in de toekomst."],
  ["timestamp is before 1970.", "timestamp ligt voor 1970."],
  ["properties.currency is no ISO 4217 currency.", "properties.currency is geen valuta van ISO 4217."],
  ["The stored request has no query string.", "Het bewaarde verzoek heeft geen querystring."],
  [
    "The request names no page, link, event, product, variable or transaction.",
    "Het verzoek noemt geen pagina, link, gebeurtenis, product, variabele of transactie.",
  ],
  ["vid has more than 100 bytes.", "vid is langer dan 100 bytes."],
  ["aid, mid or fid has more than 100 bytes.", "aid, mid of fid is langer dan 100 bytes."],
  ["No vid, aid, mid, fid, IP address or user agent.", "Geen vid, aid, mid, fid, IP-adres of user agent."],
  ["ts is neither Unix seconds nor ISO 8601.", "ts is geen Unix-tijd in seconden en geen ISO 8601."],
  ["ts is more than 10 minutes ahead.", "ts ligt meer dan 10 minuten in de toekomst."],
  ["cc is no ISO 4217 currency.", "cc is geen valuta van ISO 4217."],
  ["The hit came by a door that is not known.", "De hit kwam binnen langs een weg die niet bekend is."],
]);
