import { defineTexts } from "@rapport/app-shell";

export const suiteTexts = defineTexts({
  en: {
    label: "Report suite",
    none: "No report suite yet",
    noneText: "A report suite takes what websites, apps and files send.",
    create: "New report suite",
    unknown: "There is no report suite {{rsid}}",
    unknownText: "The page's address names it, but it does not exist. Choose another:",
    upToDate: "Every accepted hit is in reports",
    backlog_one: "{{formatted}} hit is being processed",
    backlog_other: "{{formatted}} hits are being processed",
  },
  nl: {
    label: "Rapportsuite",
    none: "Nog geen rapportsuite",
    noneText: "Een rapportsuite neemt aan wat websites, apps en bestanden sturen.",
    create: "Nieuwe rapportsuite",
    unknown: "Er is geen rapportsuite {{rsid}}",
    unknownText: "Het adres van de pagina noemt die, maar die bestaat niet. Kies een andere:",
    upToDate: "Elke aangenomen hit staat in de rapporten",
    backlog_one: "{{formatted}} hit wordt verwerkt",
    backlog_other: "{{formatted}} hits worden verwerkt",
  },
});
