import { z } from "zod";
import { wrongAs } from "../refusals/index.ts";

const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/** By which a customer can be reached. */
export const CHANNELS = ["phone", "email", "text", "post"] as const;
export type Channel = (typeof CHANNELS)[number];

/** A language by its letters of ISO 639, such as `nl`; `''` for none said. */
const SpokenLanguage = z.string().trim().toLowerCase().refine(isLanguage, wrongAs("form.language"));

/** Whether a customer allows to be reached so; `''` for nothing known (HC9). */
const Consent = z.enum(["", "allowed", "notAllowed"]).default("");
/** The time, or only the day, at which they said so. */
const ConsentAt = z.string().trim().refine(isDayOrTime, wrongAs("value.time")).default("");
/** Where they said so: the name of a store or a program, or words of one's own; `headquarters` for there. */
const ConsentWhere = z.string().trim().max(100).default("");

/** How a customer wants to be reached, and by what they allow it. */
export const Reach = {
  preferredLanguage: SpokenLanguage.default(""),
  preferredChannel: z.enum(["", ...CHANNELS]).default(""),
  consentPhone: Consent,
  consentPhoneAt: ConsentAt,
  consentPhoneWhere: ConsentWhere,
  consentEmail: Consent,
  consentEmailAt: ConsentAt,
  consentEmailWhere: ConsentWhere,
  consentText: Consent,
  consentTextAt: ConsentAt,
  consentTextWhere: ConsentWhere,
  consentPost: Consent,
  consentPostAt: ConsentAt,
  consentPostWhere: ConsentWhere,
} as const;

const Reached = z.object(Reach);
export type Reached = z.infer<typeof Reached>;

function isLanguage(text: string): boolean {
  return text === "" || (/^[a-z]{2,3}$/.test(text) && names.of(text) !== undefined);
}

function isDayOrTime(text: string): boolean {
  return text === "" || z.union([z.iso.date(), z.iso.datetime()]).safeParse(text).success;
}
