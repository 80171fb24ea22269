import { defineTexts } from "@rapport/app-shell";

export const partyTexts = defineTexts({
  en: {
    title: "At other companies",
    lead: "They have no account here yet. Opening gives them one.",
    of: "Customer of {{legalEntity}}",
    open: "Open here",
    openName: "Open {{name}} here",
    opened: "{{name}} has account {{number}} here.",
    more: "There are more. Type more to find somebody.",
  },
  nl: {
    title: "Bij andere ondernemingen",
    lead: "Zij hebben hier nog geen klantnummer. Wie je opent, krijgt er een.",
    of: "Klant van {{legalEntity}}",
    open: "Hier openen",
    openName: "{{name}} hier openen",
    opened: "{{name}} heeft hier klantnummer {{number}}.",
    more: "Er zijn er meer. Typ meer om iemand te vinden.",
  },
});
