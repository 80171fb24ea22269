import { defineTexts } from "@rapport/app-shell";

export const entityTexts = defineTexts({
  en: {
    legalEntity: "Legal entity",
    none: "No legal entity yet",
    noneText: "Whoever sets up the organisation makes the first one; stores, workers and customers are in it.",
    unknown: "There is no legal entity {{code}}",
    unknownText: "The address names it, but it is not here. Choose one that is:",
  },
  nl: {
    legalEntity: "Onderneming",
    none: "Nog geen onderneming",
    noneText: "Wie de organisatie inricht, maakt de eerste; winkels, medewerkers en klanten horen erbij.",
    unknown: "Er is geen onderneming {{code}}",
    unknownText: "Het adres noemt haar, maar ze is er niet. Kies er een die er wel is:",
  },
});
