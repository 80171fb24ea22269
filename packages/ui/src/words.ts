import type { Language } from "@rapport/contract";

/** The words of the components themselves. An app's own words are in its features. */
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
  showOptions: string;
  noOptions: string;
  openCalendar: string;
  move: string;
  /** What is wrong with a field of a form. Limits are written as the reader writes numbers. */
  fields: {
    missing: string;
    wrong: string;
    chooseOne: string;
    noEmail: string;
    noDate: string;
    halfPeriod: string;
    tooShort: (least: string) => string;
    tooLong: (most: string) => string;
    tooFew: (least: string) => string;
    tooMany: (most: string) => string;
    atLeast: (least: string) => string;
    atMost: (most: string) => string;
  };
  somethingWrong: string;
  somethingWrongText: string;
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
    showOptions: "Open the list",
    noOptions: "Nothing matches.",
    openCalendar: "Open the calendar",
    move: "Move",
    fields: {
      missing: "Fill this in.",
      wrong: "Check what you filled in here.",
      chooseOne: "Choose one.",
      noEmail: "This is not an e-mail address.",
      noDate: "This is not a date.",
      halfPeriod: "Part of a day is missing, so nothing has changed yet.",
      tooShort: (least) => `This needs at least ${least} characters.`,
      tooLong: (most) => `At most ${most} characters fit here.`,
      tooFew: (least) => `Choose at least ${least}.`,
      tooMany: (most) => `Choose at most ${most}.`,
      atLeast: (least) => `This must be ${least} or more.`,
      atMost: (most) => `This must be ${most} or less.`,
    },
    somethingWrong: "Something went wrong",
    somethingWrongText: "This part of the page could not be shown. Try again; if it keeps happening, tell your administrator when it happened.",
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
    showOptions: "Lijst openen",
    noOptions: "Niets gevonden.",
    openCalendar: "Kalender openen",
    move: "Verplaatsen:",
    fields: {
      missing: "Vul dit in.",
      wrong: "Kijk na wat je hier hebt ingevuld.",
      chooseOne: "Maak een keuze.",
      noEmail: "Dit is geen e-mailadres.",
      noDate: "Dit is geen datum.",
      halfPeriod: "Er ontbreekt een deel van een dag. Er is nog niets veranderd.",
      tooShort: (least) => `Hier zijn minstens ${least} tekens nodig.`,
      tooLong: (most) => `Hier passen hoogstens ${most} tekens.`,
      tooFew: (least) => `Kies er minstens ${least}.`,
      tooMany: (most) => `Kies er hoogstens ${most}.`,
      atLeast: (least) => `Dit moet ${least} of meer zijn.`,
      atMost: (most) => `Dit moet ${most} of minder zijn.`,
    },
    somethingWrong: "Er ging iets mis",
    somethingWrongText: "Dit deel van de pagina kan niet worden getoond. Probeer het opnieuw; blijft het gebeuren, meld dan je beheerder wanneer het was.",
  },
};
