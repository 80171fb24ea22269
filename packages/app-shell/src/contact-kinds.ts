import { CONTACT_KINDS } from "@rapport/contract";
import { useText } from "./preferences.tsx";
import { defineTexts } from "./texts.ts";

const contactKindTexts = defineTexts({
  en: { mobile: "Mobile", home: "Home", work: "Work", delivery: "Delivery", other: "Other" },
  nl: { mobile: "Mobiel", home: "Thuis", work: "Werk", delivery: "Bezorgen", other: "Anders" },
});

/** The words for the kind of a phone, an e-mail address or an address; a kind of somebody's own words is shown as it is (HC4). */
export function useContactKinds(): { readonly wordsOf: (kind: string) => string; readonly kindOf: (words: string) => string } {
  const text = useText(contactKindTexts);
  const known = (kind: string) => CONTACT_KINDS.find((one) => one === kind);
  return {
    wordsOf(kind) {
      const one = known(kind);
      return one === undefined ? kind : text(one);
    },
    kindOf: (words) => CONTACT_KINDS.find((kind) => text(kind).toLowerCase() === words.toLowerCase()) ?? words,
  };
}
