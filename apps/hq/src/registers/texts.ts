import { defineTexts } from "@rapport/app-shell";

export const registerTexts = defineTexts({
  en: {
    title: "Registers",
    lead: "A register is a device on which the workers of its store sign in.",
    ofEntity: "Registers of {{name}}",
    new: "New register",
    empty: "No register yet",
    emptyText: "Begin with one for a store; its workers then sign in there.",
    number: "Number",
    numberHint: "Letters, digits, dash and underscore. It cannot be changed later.",
    name: "Name",
    nameHint: "Where it stands, for example “Ground floor”. It may stay empty.",
    store: "Store",
    storeHint: "A register that moves to another store takes that store's workers and customers from the next request on.",
    noStores: "There is no store yet. Make one first.",
  },
  nl: {
    title: "Kassa's",
    lead: "Een kassa is een apparaat waarop de medewerkers van haar winkel inloggen.",
    ofEntity: "Kassa's van {{name}}",
    new: "Nieuwe kassa",
    empty: "Nog geen kassa",
    emptyText: "Begin met een voor een winkel; haar medewerkers loggen daar dan in.",
    number: "Nummer",
    numberHint: "Letters, cijfers, streepje en laag streepje. Later niet meer te wijzigen.",
    name: "Naam",
    nameHint: "Waar zij staat, bijvoorbeeld “Begane grond”. Mag leeg blijven.",
    store: "Winkel",
    storeHint: "Een kassa die naar een andere winkel gaat, krijgt vanaf het volgende verzoek de medewerkers en klanten van die winkel.",
    noStores: "Er is nog geen winkel. Maak er eerst een.",
  },
});
