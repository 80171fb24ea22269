import { defineTexts } from "@rapport/app-shell";

export const signInTexts = defineTexts({
  en: {
    title: "Headquarters",
    lead: "Upload offline data, read every row's fate, and report on the joined truth.",
    email: "E-mail",
    password: "Password",
    submit: "Sign in",
    wrong: "This e-mail address and password do not belong together.",
    expired: "Your session has ended. Sign in to go on where you were.",
  },
  nl: {
    title: "Hoofdkantoor",
    lead: "Laad offline gegevens, lees hoe het elke rij vergaat, en rapporteer over het geheel.",
    email: "E-mail",
    password: "Wachtwoord",
    submit: "Inloggen",
    wrong: "Dit e-mailadres en wachtwoord horen niet bij elkaar.",
    expired: "Je sessie is afgelopen. Log in om verder te gaan waar je was.",
  },
});
