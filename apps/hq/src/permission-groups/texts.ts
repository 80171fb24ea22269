import { defineTexts } from "@rapport/app-shell";

export const groupTexts = defineTexts({
  en: {
    title: "Permission groups",
    lead: "A permission group says what workers of one kind may do at a register. Besides, every worker finds and sees customers and writes notes.",
    ofEntity: "Permission groups of {{name}}",
    new: "New permission group",
    empty: "No permission group yet",
    emptyText: "Begin with one for sellers and one for managers, and name it with each worker.",
    code: "Code",
    codeHint: "Letters, digits, dash and underscore. It cannot be changed later.",
    name: "Name",
    operations: "Operations",
    operationsHint: "What is taken away here, its workers cannot do from their next request on.",
  },
  nl: {
    title: "Bevoegdheidsgroepen",
    lead: "Een bevoegdheidsgroep zegt wat medewerkers van één soort aan een kassa mogen. Daarnaast vindt en ziet elke medewerker klanten en schrijft notities.",
    ofEntity: "Bevoegdheidsgroepen van {{name}}",
    new: "Nieuwe bevoegdheidsgroep",
    empty: "Nog geen bevoegdheidsgroep",
    emptyText: "Begin met een voor verkopers en een voor managers, en noem die bij elke medewerker.",
    code: "Code",
    codeHint: "Letters, cijfers, streepje en laag streepje. Later niet meer te wijzigen.",
    name: "Naam",
    operations: "Handelingen",
    operationsHint: "Wat hier wordt afgenomen, kunnen de medewerkers vanaf hun volgende verzoek niet meer.",
  },
});
