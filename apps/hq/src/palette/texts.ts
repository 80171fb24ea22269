import { defineTexts } from "@rapport/app-shell";

export const paletteTexts = defineTexts({
  en: {
    open: "Go to",
    title: "Go to",
    label: "A page, a customer, a store, a worker, a report suite, or something new",
    pages: "Pages",
    new: "New",
    customers: "Customers",
    stores: "Stores",
    workers: "Workers",
    suites: "Reports of",
    nothing: "Nothing matches.",
    failed: "Not everything could be searched.",
  },
  nl: {
    open: "Ga naar",
    title: "Ga naar",
    label: "Een pagina, een klant, een winkel, een medewerker, een rapportsuite, of iets nieuws",
    pages: "Pagina's",
    new: "Nieuw",
    customers: "Klanten",
    stores: "Winkels",
    workers: "Medewerkers",
    suites: "Rapporten van",
    nothing: "Niets gevonden.",
    failed: "Niet alles kon worden doorzocht.",
  },
});
