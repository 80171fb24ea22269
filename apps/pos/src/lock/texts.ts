import { defineTexts } from "@rapport/app-shell";

export const lockTexts = defineTexts({
  en: {
    title: "Locked",
    password: "Your password",
    needPassword: "Fill in your password.",
    unlock: "Unlock",
    somebodyElse: "Sign in as somebody else",
    kept: "What you wrote here stays yours, whoever signs in.",
  },
  nl: {
    title: "Vergrendeld",
    password: "Je wachtwoord",
    needPassword: "Vul je wachtwoord in.",
    unlock: "Ontgrendelen",
    somebodyElse: "Inloggen als iemand anders",
    kept: "Wat je hier schreef blijft van jou, wie er ook inlogt.",
  },
});
