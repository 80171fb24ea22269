import { CHANNELS, type Channel } from "@rapport/contract/customers";
import type { Consent } from "@rapport/domain";
import { useFormats } from "@rapport/ui";
import { useText } from "../preferences.tsx";
import { reachTexts } from "./reach-texts.ts";

/** How a customer wants to be reached, and what they allow, in words (HC9). */
export function useReachWords() {
  const text = useText(reachTexts);
  const formats = useFormats();
  return {
    channel: (channel: Channel | "") => (channel === "" ? text("none") : text(`channel.${channel}`)),
    state: (state: Consent["state"]) => text(state === "" ? "unknown" : state),
    /** By the language's own code: in the reader's language. */
    language: (code: string) => (code === "" ? text("none") : (new Intl.DisplayNames(formats.locale, { type: "language" }).of(code) ?? code)),
    /** When and where they said so; `''` where neither is known. */
    said({ at, where }: Omit<Consent, "state">) {
      const place = where === "headquarters" ? text("headquarters") : where;
      return [at === "" ? "" : formats.longDate(at), place].filter((part) => part !== "").join(", ");
    },
  };
}

/** The channel of this name; undefined for none. */
export function channelNamed(name: string): Channel | undefined {
  return CHANNELS.find((channel) => channel === name);
}
