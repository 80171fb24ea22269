import { defineTexts } from "@rapport/app-shell";

export const paletteTexts = defineTexts({
  en: {
    handOver: "Hand over all clients of somebody who leaves",
    handOverWords: "leaver leavers leaving transfer book wizard",
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
    handOver: "Alle klanten overdragen van wie vertrekt",
    handOverWords: "vertrekker vertrekkers uit dienst overdracht klantenboek",
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
