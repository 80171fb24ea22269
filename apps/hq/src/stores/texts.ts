import { defineTexts } from "@rapport/app-shell";

export const storeTexts = defineTexts({
  en: {
    title: "Stores",
    lead: "The shops of a legal entity.",
    legalEntity: "Legal entity",
    noEntity: "No legal entity yet",
    noEntityText: "Create one with PUT /api/legal-entities/:legalEntity.",
    unknown: "There is no legal entity {{code}}",
    unknownText: "The address names it, but it is not here. Choose one that is:",
    ofEntity: "Stores of {{name}}",
    empty: "No store yet",
    emptyText: "Create one with PUT /api/legal-entities/:legalEntity/stores/:store.",
    number: "Number",
    name: "Name",
    city: "City",
  },
  nl: {
    title: "Winkels",
    lead: "De winkels van een onderneming.",
    legalEntity: "Onderneming",
    noEntity: "Nog geen onderneming",
    noEntityText: "Maak er een met PUT /api/legal-entities/:legalEntity.",
    unknown: "Er is geen onderneming {{code}}",
    unknownText: "Het adres noemt haar, maar ze is er niet. Kies er een die er wel is:",
    ofEntity: "Winkels van {{name}}",
    empty: "Nog geen winkel",
    emptyText: "Maak er een met PUT /api/legal-entities/:legalEntity/stores/:store.",
    number: "Nummer",
    name: "Naam",
    city: "Plaats",
  },
});
