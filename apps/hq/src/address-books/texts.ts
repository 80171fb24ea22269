import { defineTexts } from "@rapport/app-shell";

export const bookTexts = defineTexts({
  en: {
    title: "Address books",
    lead: "An address book says who may see whom: customers are in some, and stores name those they serve and those whose workers work there.",
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
    lead: "Een adresboek zegt wie wie mag zien: klanten staan erin, en winkels noemen welke zij bedienen en wiens medewerkers er werken.",
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
