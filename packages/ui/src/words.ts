import type { Language, RefusalCode } from "@rapport/contract";

/** The words that belong to the components themselves; an app's own words live in its messages. */
export interface Words {
  close: string;
  clear: string;
  loading: string;
  tryAgain: string;
  showPassword: string;
  hidePassword: string;
  notifications: string;
  removeFilter: string;
  sortBy: string;
  /** What is wrong with a field of a form. Bounds are written as the reader writes numbers. */
  fields: {
    missing: string;
    wrong: string;
    chooseOne: string;
    noEmail: string;
    noDate: string;
    tooShort: (least: string) => string;
    tooLong: (most: string) => string;
    tooFew: (least: string) => string;
    tooMany: (most: string) => string;
    atLeast: (least: string) => string;
    atMost: (most: string) => string;
  };
  somethingWrong: string;
  somethingWrongText: string;
  /** Titles of the refusals a person can meet; the text under it is the server's own when it says more. */
  refusals: Record<RefusalCode, { title: string; text: string }>;
}

export const WORDS: Record<Language, Words> = {
  en: {
    close: "Close",
    clear: "Clear",
    loading: "Loading",
    tryAgain: "Try again",
    showPassword: "Show password",
    hidePassword: "Hide password",
    notifications: "Notifications",
    removeFilter: "Remove",
    sortBy: "Sort by",
    fields: {
      missing: "Fill this in.",
      wrong: "Check what you filled in here.",
      chooseOne: "Choose one.",
      noEmail: "This is not an e-mail address.",
      noDate: "This is not a date.",
      tooShort: (least) => `This needs at least ${least} characters.`,
      tooLong: (most) => `At most ${most} characters fit here.`,
      tooFew: (least) => `Choose at least ${least}.`,
      tooMany: (most) => `Choose at most ${most}.`,
      atLeast: (least) => `This must be ${least} or more.`,
      atMost: (most) => `This must be ${most} or less.`,
    },
    somethingWrong: "Something went wrong",
    somethingWrongText: "This part of the page could not be shown. Try again; if it keeps happening, tell your administrator when it happened.",
    refusals: {
      invalid: { title: "That was not accepted", text: "Check what you filled in and try again." },
      signed_out: { title: "You are signed out", text: "Sign in again to go on." },
      forbidden: { title: "You may not do this", text: "Your role does not include this. Ask your manager." },
      not_found: { title: "Not found", text: "It may have been removed, or it belongs to another company." },
      method_not_allowed: { title: "Something went wrong", text: "Reload the page and try again." },
      not_acceptable: { title: "Something went wrong", text: "Reload the page and try again." },
      conflict: { title: "That is not possible now", text: "Somebody else changed this first. Reload and look again." },
      too_large: { title: "Too large", text: "Send less at once." },
      unsupported_media_type: { title: "This kind of file is not understood", text: "Check the file and try again." },
      too_many: { title: "Too many attempts", text: "Wait a moment and try again." },
      unavailable: { title: "No connection", text: "The server cannot be reached. Check the network and try again." },
    },
  },
  nl: {
    close: "Sluiten",
    clear: "Wissen",
    loading: "Laden",
    tryAgain: "Opnieuw proberen",
    showPassword: "Wachtwoord tonen",
    hidePassword: "Wachtwoord verbergen",
    notifications: "Meldingen",
    removeFilter: "Verwijderen",
    sortBy: "Sorteren op",
    fields: {
      missing: "Vul dit in.",
      wrong: "Kijk na wat je hier hebt ingevuld.",
      chooseOne: "Maak een keuze.",
      noEmail: "Dit is geen e-mailadres.",
      noDate: "Dit is geen datum.",
      tooShort: (least) => `Hier zijn minstens ${least} tekens nodig.`,
      tooLong: (most) => `Hier passen hoogstens ${most} tekens.`,
      tooFew: (least) => `Kies er minstens ${least}.`,
      tooMany: (most) => `Kies er hoogstens ${most}.`,
      atLeast: (least) => `Dit moet ${least} of meer zijn.`,
      atMost: (most) => `Dit moet ${most} of minder zijn.`,
    },
    somethingWrong: "Er ging iets mis",
    somethingWrongText: "Dit deel van de pagina kan niet worden getoond. Probeer het opnieuw; blijft het gebeuren, meld dan je beheerder wanneer het was.",
    refusals: {
      invalid: { title: "Dit is niet aangenomen", text: "Kijk na wat je hebt ingevuld en probeer het opnieuw." },
      signed_out: { title: "Je bent uitgelogd", text: "Log opnieuw in om verder te gaan." },
      forbidden: { title: "Dit mag je niet doen", text: "Je rol geeft hier geen recht op. Vraag het je manager." },
      not_found: { title: "Niet gevonden", text: "Het is misschien verwijderd, of hoort bij een ander bedrijf." },
      method_not_allowed: { title: "Er ging iets mis", text: "Laad de pagina opnieuw en probeer het nog eens." },
      not_acceptable: { title: "Er ging iets mis", text: "Laad de pagina opnieuw en probeer het nog eens." },
      conflict: { title: "Dit kan nu niet", text: "Iemand anders was je voor. Laad opnieuw en kijk nog eens." },
      too_large: { title: "Te groot", text: "Stuur minder tegelijk." },
      unsupported_media_type: { title: "Dit soort bestand wordt niet begrepen", text: "Kijk het bestand na en probeer het opnieuw." },
      too_many: { title: "Te veel pogingen", text: "Wacht even en probeer het opnieuw." },
      unavailable: { title: "Geen verbinding", text: "De server is niet te bereiken. Controleer het netwerk en probeer het opnieuw." },
    },
  },
};
