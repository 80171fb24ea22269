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
    "disk.full": "The server's disk is full",
    "disk.fullMore":
      "{{free}} free, {{reserve}} are kept for the database. Hits and files are refused until there is room. Reports, notes and undoing an upload work.",
    "disk.short": "The server's disk is filling up",
    "disk.shortMore": "{{free}} free. Below {{reserve}}, hits and files are refused.",
    "journal.unreadable_zero": "Part of the received hits could not be read",
    "journal.unreadable_one": "1 received hit could not be read and is in no report",
    "journal.unreadable_other": "{{formatted}} received hits could not be read and are in no report",
    "journal.unreadableMore_one": "1 file of the server's journal is damaged. It is kept ({{size}}).",
    "journal.unreadableMore_other": "{{formatted}} files of the server's journal are damaged. They are kept ({{size}}).",
  },
  nl: {
    headquarters: "Hoofdkantoor",
    skip: "Naar de pagina",
    "nav.label": "Hoofdmenu",
    "nav.signOut": "Uitloggen",
    "nav.appearance": "Weergave",
    "demo.loading": "De demowinkel wordt geladen: {{message}}",
    "demo.failed": "Het laden van de demowinkel is mislukt: {{message}}",
    "disk.full": "De schijf van de server is vol",
    "disk.fullMore":
      "{{free}} vrij, {{reserve}} wordt vrijgehouden voor de database. Hits en bestanden worden geweigerd tot er ruimte is. Rapporten, notities en het ongedaan maken van een upload werken.",
    "disk.short": "De schijf van de server raakt vol",
    "disk.shortMore": "{{free}} vrij. Onder {{reserve}} worden hits en bestanden geweigerd.",
    "journal.unreadable_zero": "Een deel van de ontvangen hits kon niet worden gelezen",
    "journal.unreadable_one": "1 ontvangen hit kon niet worden gelezen en staat in geen rapport",
    "journal.unreadable_other": "{{formatted}} ontvangen hits konden niet worden gelezen en staan in geen rapport",
    "journal.unreadableMore_one": "1 bestand van het journaal van de server is beschadigd. Het wordt bewaard ({{size}}).",
    "journal.unreadableMore_other": "{{formatted}} bestanden van het journaal van de server zijn beschadigd. Ze worden bewaard ({{size}}).",
  },
});
