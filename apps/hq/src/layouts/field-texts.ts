import { defineTexts } from "@rapport/app-shell";

export const layoutFieldTexts = defineTexts({
  en: {
    label: "Screen layout",
    hint: "The buttons of the POS. A worker's own layout comes before the register's, and that before the store's.",
    "of.product": "The product's own",
    "of.store": "That of the store",
    "of.register": "That of the register",
  },
  nl: {
    label: "Schermindeling",
    hint: "De knoppen van de kassa. De indeling van een medewerker gaat voor die van de kassa, en die voor die van de winkel.",
    "of.product": "Die van het product zelf",
    "of.store": "Die van de winkel",
    "of.register": "Die van de kassa",
  },
});
