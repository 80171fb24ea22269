import type { REASONS, WordsOf } from "@rapport/contract/refusals";

type OfClients = Extract<keyof typeof REASONS, `activity.${string}`>;

/** Reasons to refuse what associates do with a customer, in Dutch. */
export const CLIENT_REASONS_NL: WordsOf<Pick<typeof REASONS, OfClients>> = {
  "activity.id_in_use": () => "Er is al een andere activiteit met dit id. Leg deze opnieuw vast.",
  "activity.meanwhile": () => "Iemand heeft deze activiteit intussen gewijzigd. Kijk wat er nu staat.",
  "activity.not_yours": () => "Een activiteit wordt gewijzigd door wie haar schreef, binnen 24 uur, of door een manager.",
  "activity.removed": () => "Deze activiteit was al opgeslagen en is daarna door iemand verwijderd.",
  "activity.time": () => "Een activiteit is al geweest. Kies een moment sinds 2000 dat niet in de toekomst ligt.",
  "activity.type_unknown": ({ type }) => `Het type activiteit ${type} bestaat niet meer. Kies een ander.`,
  "activity.unknown": () => "Deze klant heeft die activiteit niet.",
};
