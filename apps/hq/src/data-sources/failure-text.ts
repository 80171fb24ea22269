import type { Language } from "@rapport/contract";
import type { JobError } from "@rapport/contract/data-sources";

/** Why nothing of a file was loaded. The server knows the details in English; in Dutch the code says it, where details are not needed. */
export function failureText({ code, message }: JobError, language: Language): string {
  return language === "nl" ? (DUTCH[code] ?? message) : message;
}

const DUTCH: Readonly<Record<string, string>> = {
  "account.deleted": "De gegevensbron is verwijderd voordat het bestand aan de beurt was.",
  "file.empty": "Het bestand heeft geen kopregel. De eerste regel die geen commentaar is, noemt de kolommen.",
  "file.gone": "Het geladen bestand staat niet meer op de server. Stuur het opnieuw.",
  "file.no_rows": "Het bestand heeft een kopregel, maar geen rijen.",
  "file.not_loaded": "Het bestand kon door een fout aan onze kant niet worden geladen. Stuur het opnieuw.",
  "file.not_text":
    "Dit is een werkmap, zip, pdf of ander bestand dat geen tekst is. Kies in het rekenblad Opslaan als, dan Tekst (tab is scheidingsteken) (*.txt), en stuur dat bestand.",
  "file.too_many_days": "Het bestand heeft rijen van meer dan 90 verschillende dagen. Splits het.",
  "file.strict": "Niet elke rij is goed, en deze gegevensbron is streng: er is niets geladen. Herstel wat hieronder staat en stuur het bestand opnieuw.",
  "header.no_date": "De kopregel heeft geen kolom Date. Voeg die toe; elke rij heeft een datum nodig.",
};
