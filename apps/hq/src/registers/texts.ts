import { defineTexts } from "@rapport/app-shell";

export const registerTexts = defineTexts({
  en: {
    title: "Registers",
    lead: "A register is a device on which the workers of its store sign in.",
    ofEntity: "Registers of {{name}}",
    new: "New register",
    empty: "No register yet",
    emptyText: "Begin with one for a store; the store's workers then sign in on it.",
    number: "Number",
    numberHint: "Letters, digits, dash and underscore. It cannot be changed later.",
    name: "Name",
    nameHint: "Where it is, for example “Ground floor”. It may be empty.",
    store: "Store",
    storeHint: "When a register moves to another store, it has that store's workers and customers at once.",
    noStores: "There is no store yet. Make one first.",
  },
  nl: {
    title: "Kassa's",
    lead: "Een kassa is een apparaat waarop de medewerkers van een winkel inloggen.",
    ofEntity: "Kassa's van {{name}}",
    new: "Nieuwe kassa",
    empty: "Nog geen kassa",
    emptyText: "Begin met een voor een winkel; de medewerkers van die winkel loggen erop in.",
    number: "Nummer",
    numberHint: "Letters, cijfers, streepje en laag streepje. Later niet meer te wijzigen.",
    name: "Naam",
    nameHint: "Waar de kassa staat, bijvoorbeeld “Begane grond”. Mag leeg blijven.",
    store: "Winkel",
    storeHint: "Gaat een kassa naar een andere winkel, dan gelden daar meteen de medewerkers en klanten van die winkel.",
    noStores: "Er is nog geen winkel. Maak er eerst een.",
  },
});
