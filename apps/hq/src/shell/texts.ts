import { defineTexts } from "@rapport/app-shell";

export const shellTexts = defineTexts({
  en: {
    headquarters: "Headquarters",
    skip: "Skip to the page",
    "nav.label": "Main",
    "nav.signOut": "Sign out",
    "nav.appearance": "Appearance",
    "demo.loading": "The demo retailer is being loaded: {{message}}",
    "demo.failed": "Loading the demo retailer failed: {{message}}",
  },
  nl: {
    headquarters: "Hoofdkantoor",
    skip: "Naar de pagina",
    "nav.label": "Hoofdmenu",
    "nav.signOut": "Uitloggen",
    "nav.appearance": "Weergave",
    "demo.loading": "De demowinkel wordt geladen: {{message}}",
    "demo.failed": "Het laden van de demowinkel is mislukt: {{message}}",
  },
});
