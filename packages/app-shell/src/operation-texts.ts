import type { Language } from "@rapport/contract";
import type { LayoutButton } from "@rapport/contract/layouts";
import { defineTexts } from "./texts.ts";

/** The words of an operation on a button that has none of its own: its name, and a second line. */
export const operationTexts = defineTexts({
  en: {
    "712": "My client book",
    "713": "Store client books",
    "602": "Customer search",
    "602.line": "By name, phone, e-mail or account",
    "612": "New customer",
    "612.line": "Name and a phone or e-mail",
    "1215": "Change password",
    "1215.line": "Your own, at this register",
    "703": "Lock the register",
    "703.line": "Unlock it with your password",
    "701": "Sign out",
    "701.line": "The next colleague can begin",
  },
  nl: {
    "712": "Mijn klantenboek",
    "713": "Klantenboeken van de winkel",
    "602": "Klant zoeken",
    "602.line": "Op naam, telefoon, e-mail of nummer",
    "612": "Nieuwe klant",
    "612.line": "Naam en telefoon of e-mail",
    "1215": "Wachtwoord wijzigen",
    "1215.line": "Dat van jezelf, aan deze kassa",
    "703": "Kassa vergrendelen",
    "703.line": "Ontgrendel met je wachtwoord",
    "701": "Uitloggen",
    "701.line": "De volgende collega kan beginnen",
  },
});

type Words = Pick<LayoutButton, "operation" | "text" | "tooltip">;

/** What stands on a button in a language: its own words, else its operation's (U14). Without any, the number. */
export function buttonWords({ operation, text, tooltip }: Words, language: Language): { readonly name: string; readonly line: string | undefined } {
  const own = (words: Words["text"]) => words?.[language] ?? words?.en;
  const known: Readonly<Record<string, string | undefined>> = operationTexts.messages[language];
  return { name: own(text) ?? known[operation] ?? String(operation), line: own(tooltip) ?? known[`${operation}.line`] };
}
