import type { REASONS, WordsOf } from "@rapport/contract/refusals";
import { some } from "./some.nl.ts";

type OfSetUp = Extract<
  keyof typeof REASONS,
  `attribute_group.${string}` | `attribute_type.${string}` | `number_sequence.${string}` | `parameters.${string}` | `schedule.${string}`
>;

/** Reasons to refuse a change of what headquarters sets up for clienteling, in Dutch. */
export const SET_UP_REASONS_NL: Pick<WordsOf<typeof REASONS>, OfSetUp> = {
  "schedule.full_repeats": () => "Alles versturen gebeurt één keer. Kies geen herhaling, of stuur alleen wat verschilt.",
  "schedule.past": ({ timeZone }) => `Deze tijd is in ${timeZone} al voorbij. Kies een latere.`,
  "schedule.unknown": () => "Dit schema bestaat niet.",
  "attribute_group.in_use": () => "Deze groep kan niet worden verwijderd: de commerce-parameters noemen haar. Kies daar eerst een andere groep.",
  "attribute_group.missing": ({ legalEntity, code }) => `Onderneming ${legalEntity} heeft geen groep kenmerken ${code}.`,
  "attribute_group.unknown": ({ legalEntity, codes }) => `Onderneming ${legalEntity} heeft geen groep kenmerken ${some(codes)}.`,
  "attribute_group.default_wrong": ({ group }) => `Een standaardwaarde van groep ${group} past niet bij haar kenmerk.`,
  "attribute_group.wrong": ({ attributes }) => `Meer dan één keer in deze groep: ${some(attributes)}.`,
  "number_sequence.exhausted": ({ format }) => `De nummerreeks ${format} is op. Vraag het hoofdkantoor om een langere.`,
  "number_sequence.not_shared": ({ legalEntity }) =>
    `De nummers kunnen niet samen met onderneming ${legalEntity} worden geteld: die heeft geen reeks of telt zelf met een andere mee, of andere tellen met deze mee.`,
  "number_sequence.together": ({ legalEntity }) =>
    `De nummers worden samen met onderneming ${legalEntity} geteld; daar staan de vorm, het volgende nummer, of ze aaneensluiten en hoeveel er worden gereserveerd. Tel eerst weer zelf, of wijzig het daar.`,
  "number_sequence.missing": () => "Er is nog geen nummerreeks. Het hoofdkantoor kan er een instellen.",
  "number_sequence.no_store": () =>
    "Alleen nummers van klanten kunnen per winkel worden geteld, en niet samen met een andere onderneming: een klantenboek hoort bij geen winkel.",
  "number_sequence.store": ({ scope }) =>
    scope === "store"
      ? "Waar elke winkel zelf telt, zegt het formaat welke winkel het is: zet {store} erin."
      : "Het formaat noemt de winkel, dus elke winkel moet zelf tellen. Laat winkels tellen, of haal {store} uit het formaat.",
  "schedule.name_taken": ({ name }) => `Er is al een schema ${name}. Geef dit een andere naam, of wijzig dat.`,
  "parameters.one_row": ({ legalEntity }) => `Een bestand met parameters heeft één rij: die van onderneming ${legalEntity}.`,
  "attribute_type.in_use": ({ attributes }) =>
    `Dit type kan niet worden verwijderd: kenmerken horen erbij, ${some(attributes)}. Kies daar eerst een ander type, of eigen instellingen.`,
  "attribute_type.missing": ({ legalEntity, code }) => `Onderneming ${legalEntity} heeft geen kenmerktype ${code}.`,
  "attribute_type.unknown": ({ legalEntity, codes }) => `Onderneming ${legalEntity} heeft geen kenmerktype ${some(codes)}.`,
  "attribute_type.wrong": ({ code }) => `Kenmerktype ${code} is niet goed ingesteld.`,
};
