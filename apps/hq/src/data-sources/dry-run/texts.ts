import { defineTexts } from "@rapport/app-shell";

export const dryRunTexts = defineTexts({
  en: {
    only: "Only try it: show what would become of each row, and load nothing",
    trying: "{{name}} is tried",
    title: "What would become of {{name}}",
    nothing: "Nothing of it was loaded.",
    close: "Close",
    failed: "Nothing of this file would be loaded",
    duplicate: "Nothing of this file would be loaded: it was loaded before",
    duplicateText: "It is the file of upload {{id}}. If it is meant to count twice, choose that above.",
    sameRowsText: "Upload {{id}} has the same rows, written in another way. If they are meant to count twice, choose that above.",
    good: "All {{formatted}} rows would be loaded",
    part: "{{formatted}} of {{all}} rows would be loaded",
    none: "None of {{all}} rows would be loaded",
    load: "Load it now",
  },
  nl: {
    only: "Alleen proberen: tonen wat er van elke rij zou worden, en niets laden",
    trying: "{{name}} wordt geprobeerd",
    title: "Wat er van {{name}} zou worden",
    nothing: "Er is niets van geladen.",
    close: "Sluiten",
    failed: "Van dit bestand zou niets worden geladen",
    duplicate: "Van dit bestand zou niets worden geladen: het is al eerder geladen",
    duplicateText: "Het is het bestand van upload {{id}}. Kies hierboven dat het nog eens meetelt, als dat de bedoeling is.",
    sameRowsText: "Upload {{id}} heeft dezelfde rijen, anders geschreven. Kies hierboven dat ze nog eens meetellen, als dat de bedoeling is.",
    good: "Alle {{formatted}} rijen zouden worden geladen",
    part: "{{formatted}} van {{all}} rijen zouden worden geladen",
    none: "Van {{all}} rijen zou er geen worden geladen",
    load: "Nu laden",
  },
});
