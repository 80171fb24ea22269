import { useContactKinds } from "../contact-kinds.ts";
import { usePreferences, useText } from "../preferences.tsx";
import { addressLines, CONSENTS, CONTACT_LINES, entryOf } from "@rapport/domain";
import { useFormats } from "@rapport/ui";
import { CONTACT_LISTS, type CustomerForm, fieldOf, OPT_OUTS } from "./edited-values.ts";
import { customerFieldTexts } from "./field-texts.ts";
import { channelNamed, useReachWords } from "./reach-words.ts";

const CONSENT_FIELDS: readonly string[] = Object.values(CONSENTS).map(({ state }) => state);

/** What a value of the form says, in words, for comparing two versions. Undefined where the value is its own words. */
export function useTold({ attributes, addressBooks }: CustomerForm): (name: string, value: unknown) => string | undefined {
  const customerText = useText(customerFieldTexts);
  const { wordsOf } = useContactKinds();
  const formats = useFormats();
  const reach = useReachWords();
  const { language } = usePreferences().appearance;
  const ofContact = (list: (typeof CONTACT_LISTS)[number], line: string) => {
    const entry: Readonly<Record<string, string>> = entryOf(CONTACT_LINES[list], line) ?? {};
    const { kind = "", number = "", address = "", street = "", postalCode = "", city = "", region = "", country = "" } = entry;
    const place = addressLines({ street, postalCode, city, region, country }).join(", ");
    const what = [number, address, place].find((part) => part !== "") ?? line;
    return kind === "" ? what : `${what} (${wordsOf(kind)})`;
  };
  return (name, value) => {
    if (CONSENT_FIELDS.some((field) => field === name)) return reach.state(value === "allowed" || value === "notAllowed" ? value : "");
    if (name === "preferredLanguage") return reach.language(typeof value === "string" ? value : "");
    if (name === "preferredChannel") return reach.channel(channelNamed(String(value)) ?? "");
    const all = [value].flat().filter((one): one is string => typeof one === "string" && one !== "");
    if (all.length === 0) return undefined;
    const list = CONTACT_LISTS.find((one) => one === name);
    if (list !== undefined) return all.map((line) => ofContact(list, line)).join("; ");
    if (OPT_OUTS.some((one) => one === name)) return customerText(value === "yes" ? "optedOut" : "wanted");
    if (name === "addressBooks") return formats.list(all.map((code) => addressBooks.find((book) => book.code === code)?.name ?? code));
    const attribute = attributes.find((_, index) => fieldOf(index) === name);
    if (attribute?.type === "boolean") return customerText(value === "yes" ? "yes" : "no");
    if (attribute === undefined || attribute.values.length === 0) return undefined;
    return formats.list(all.map((one) => attribute.values.find((listed) => listed.value === one)?.label[language] ?? one));
  };
}
