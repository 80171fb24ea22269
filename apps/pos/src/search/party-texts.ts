import { defineTexts } from "@rapport/app-shell";

export const partyTexts = defineTexts({
  en: {
    title: "At other companies",
    lead: "Opening somebody gives them an account here.",
    of: "Customer of {{legalEntity}}",
    open: "Open here",
    openName: "Open {{name}} here",
    opened: "{{name}} has account {{number}} here.",
    more: "There are more. Type more to find somebody.",
    noneHere: "Nobody here. Other companies have somebody: see below.",
    alike: "Is {{name}} one of these? They have the same phone number or e-mail address.",
    alikeMore: "There are more who have them.",
    same: "The same person",
    sameName: "{{name}}, account {{number}}, is the same person",
    another: "None of these: give a new account",
  },
  nl: {
    title: "Bij andere ondernemingen",
    lead: "Wie je opent, krijgt hier een klantnummer.",
    of: "Klant van {{legalEntity}}",
    open: "Hier openen",
    openName: "{{name}} hier openen",
    opened: "{{name}} heeft hier klantnummer {{number}}.",
    more: "Er zijn er meer. Typ meer om iemand te vinden.",
    noneHere: "Hier niemand. Andere ondernemingen hebben wel iemand: zie hieronder.",
    alike: "Is {{name}} een van deze klanten? Zij hebben hetzelfde telefoonnummer of e-mailadres.",
    alikeMore: "Er zijn er meer die dit hebben.",
    same: "Dezelfde persoon",
    sameName: "{{name}}, klantnummer {{number}}, is dezelfde persoon",
    another: "Geen van deze: geef een nieuw klantnummer",
  },
});
