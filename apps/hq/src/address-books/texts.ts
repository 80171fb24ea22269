import { defineTexts } from "@rapport/app-shell";

export const bookTexts = defineTexts({
  en: {
    title: "Address books",
    lead: "Address books say who may see whom. Customers and workers are in address books; a store names those of its customers and those of its workers.",
    ofEntity: "Address books of {{name}}",
    new: "New address book",
    empty: "No address book yet",
    emptyText: "Begin with one for the customers of a store and one for its workers.",
    noBooks: "There is no address book yet. Make one first.",
    code: "Code",
    codeHint: "Letters, digits, dash and underscore. It cannot be changed later.",
    name: "Name",
  },
  nl: {
    title: "Adresboeken",
    lead: "Adresboeken bepalen wie wie mag zien. Klanten en medewerkers staan in adresboeken; een winkel noemt die van haar klanten en die van haar medewerkers.",
    ofEntity: "Adresboeken van {{name}}",
    new: "Nieuw adresboek",
    empty: "Nog geen adresboek",
    emptyText: "Begin met een voor de klanten van een winkel en een voor haar medewerkers.",
    noBooks: "Er is nog geen adresboek. Maak er eerst een.",
    code: "Code",
    codeHint: "Letters, cijfers, streepje en laag streepje. Later niet meer te wijzigen.",
    name: "Naam",
  },
});
