import { defineTexts } from "@rapport/app-shell";

export const signInTexts = defineTexts({
  en: {
    title: "Headquarters",
    lead: "Upload offline data, see what happened to every row, and report on all of it together.",
    email: "E-mail",
    password: "Password",
    submit: "Sign in",
    signOn: "Sign in with {{name}}",
    code: "Code",
    codeHint: "The six digits that your authenticator app shows now, or a recovery code.",
    codeWrong: "This code is not right, or was used before.",
    wrong: "This e-mail address and password do not belong together.",
    expired: "Your session has ended. Sign in to continue where you left off.",
  },
  nl: {
    title: "Hoofdkantoor",
    lead: "Upload offline gegevens, zie wat er met elke rij is gebeurd en maak rapporten over alles samen.",
    email: "E-mail",
    password: "Wachtwoord",
    submit: "Inloggen",
    signOn: "Inloggen met {{name}}",
    code: "Code",
    codeHint: "De zes cijfers die je authenticator-app nu toont, of een herstelcode.",
    codeWrong: "Deze code klopt niet, of is al gebruikt.",
    wrong: "Dit e-mailadres en wachtwoord horen niet bij elkaar.",
    expired: "Je sessie is verlopen. Log in om verder te gaan waar je was.",
  },
});
