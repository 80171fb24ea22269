import type { SEGMENT_FAULTS, WordsOf } from "@rapport/contract/refusals";

/** What is wrong with the definition of a segment, in Dutch: a clause after the place. */
export const SEGMENT_FAULTS_NL: WordsOf<typeof SEGMENT_FAULTS> = {
  "segment.number": () => "is geen getal met hoogstens 18 cijfers voor en 8 achter de punt",
  "segment.not_yet": ({ func }) => `kan nog niet worden geteld: ${func}`,
  "segment.too_large": ({ levels, conditions }) => `is meer dan een segment kan bevatten: ${levels} niveaus en ${conditions} voorwaarden`,
  "segment.too_long": ({ letters }) => `maakt het segment te lang: de teksten hebben samen hoogstens ${letters} tekens`,
  "segment.sequences": ({ most, deep }) => `is een reeks te veel; een segment heeft er hoogstens ${most}, waarvan hoogstens ${deep} in elkaar`,
  "segment.amounts": ({ most }) => `is een voorwaarde op een bedrag of aantal te veel; een segment heeft er hoogstens ${most}`,
  "segment.group": () =>
    "moet een stap van een reeks zijn, met containers van één soort. sequence-and heeft hits, zonder grens en zonder uitsluiting ernaast; zelf wordt het niet uitgesloten",
  "segment.edge": () => "kan nog niet worden geteld: naast een reeks wordt niets uitgesloten voor de eerste of na de laatste stap, en de stap daar is een hit",
  "segment.breaks": ({ names, more }) => `maakt segmenten die dit segment noemen te groot of te diep: ${names.join(", ")}${more > 0 ? ` en nog ${more}` : ""}`,
  "segment.circle": ({ id }) => `is segment ${id}, dat naar zichzelf verwijst`,
  "segment.unknown": ({ id }) => `is geen segment van deze rapportsuite: ${id}`,
  "segment.not_of_hit": ({ id }) => `kan geen voorwaarde zijn: ${id} is niet van één hit`,
  "segment.sequence": () => "moet de orde van een reeks volgen: die staat in bezoeken of bezoekers, en de stappen zijn hits, of bezoeken van bezoekers",
  "segment.between": () => "moet tussen twee stappen staan, of één ding uitsluiten voor de volgende stap",
  "segment.steps": ({ most }) => `is een stap te veel; een reeks heeft er hoogstens ${most}`,
};
