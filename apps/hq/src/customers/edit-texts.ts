import { defineTexts } from "@rapport/app-shell";

export const editTexts = defineTexts({
  en: {
    edit: "Edit",
    title: "Edit {{name}}",
    person: "Name and contact",
    addressBooksHint: "Stores with one of these books find the customer.",
    attributes: "Attributes",
    none: "None",
    yes: "Yes",
    no: "No",
    oneALine: "One on each line.",
    amountIn: "Amount in {{currency}}.",
    dayHint: "A day of every year, such as --12-05 for 5 December.",
  },
  nl: {
    edit: "Bewerken",
    title: "{{name}} bewerken",
    person: "Naam en contact",
    addressBooksHint: "Winkels met een van deze adresboeken vinden de klant.",
    attributes: "Kenmerken",
    none: "Geen",
    yes: "Ja",
    no: "Nee",
    oneALine: "Eén per regel.",
    amountIn: "Bedrag in {{currency}}.",
    dayHint: "Een dag van elk jaar, zoals --12-05 voor 5 december.",
  },
});
