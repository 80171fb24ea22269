import { defineTexts } from "@rapport/app-shell";

export const groupTexts = defineTexts({
  en: {
    title: "Permission groups",
    lead: "A permission group says what workers of one kind may do at a register. Every worker can also find and see customers and write notes.",
    ofEntity: "Permission groups of {{name}}",
    new: "New permission group",
    empty: "No permission group yet",
    emptyText: "Begin with one for sales staff and one for managers. Then choose a group for each worker.",
    code: "Code",
    codeHint: "Letters, digits, dash and underscore. It cannot be changed later.",
    name: "Name",
    operations: "Operations",
    operationsHint: "When you take an operation away, workers of the group lose it at once.",
  },
  nl: {
    title: "Bevoegdheidsgroepen",
    lead: "Een bevoegdheidsgroep zegt wat medewerkers van één soort aan een kassa mogen. Daarnaast kan elke medewerker klanten zoeken en bekijken, en notities schrijven.",
    ofEntity: "Bevoegdheidsgroepen van {{name}}",
    new: "Nieuwe bevoegdheidsgroep",
    empty: "Nog geen bevoegdheidsgroep",
    emptyText: "Begin met een voor verkopers en een voor managers. Kies daarna bij elke medewerker een groep.",
    code: "Code",
    codeHint: "Letters, cijfers, streepje en laag streepje. Later niet meer te wijzigen.",
    name: "Naam",
    operations: "Handelingen",
    operationsHint: "Neem je een handeling weg, dan verliezen de medewerkers van de groep die meteen.",
  },
});
