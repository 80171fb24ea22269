import type { REASONS, WordsOf } from "@rapport/contract/refusals";

type OfSearch = Extract<keyof typeof REASONS, `search.${string}` | `party.${string}`>;

const UNFIT = {
  unknown: "dat kenmerk is er niet meer",
  type: "dat kan alleen op teksten en gehele getallen",
  group: "het staat niet in de kenmerkgroep voor klanten",
} as const;

/** Reasons to refuse a search, or what is chosen to search by, in Dutch. */
export const SEARCH_REASONS_NL: Pick<WordsOf<typeof REASONS>, OfSearch> = {
  "party.no_number": () =>
    "Geen nummerreeks geeft klanten hun nummer, dus hier kan niemand worden geopend. Het hoofdkantoor stelt die in bij de commerce-parameters.",
  "party.unknown": () => "Andere ondernemingen delen deze persoon niet (meer).",
  "search.attribute_unfit": ({ attribute, why }) => `Op ${attribute} kan niet worden gezocht: ${UNFIT[why]}.`,
  "search.attribute_preparing": ({ attribute }) => `Zoeken op ${attribute} wordt voorbereid. Probeer het over een minuut opnieuw.`,
  "search.criteria_twice": ({ properties }) => `Meer dan één keer gekozen: ${properties.join(", ")}.`,
  "search.no_shortcut": ({ property }) => `Deze winkel heeft geen snelkoppeling die alleen op ${property} zoekt.`,
  "search.too_short": ({ least }) => `In alle winkels zoeken kan vanaf ${least} tekens.`,
};
