import { defineTexts } from "@rapport/app-shell";

export const accountTexts = defineTexts({
  en: { copy: "Copy", copied: "It is copied.", haveIt: "I have it" },
  nl: { copy: "Kopiëren", copied: "Het is gekopieerd.", haveIt: "Ik heb het" },
});
