export { cameBack, type BoughtLine } from "./came-back.ts";
export { favouritesOf, type FavouritesFound, type KeptLine } from "./favourites.ts";
export { findLines, type FoundLine, type LinesWanted } from "./find-lines.ts";
export { articlesKept, LATELY_DAYS, LEAST_PEOPLE, type Neighbour, recommend, type Recommended } from "./recommend.ts";
export { type Contact, summarise, type Sentence, type SummaryFacts, type SummaryLine } from "./summary.ts";
export { sumsOf } from "./sums.ts";
export { SIZE_PATTERNS, sizeOf, type SizedProduct } from "./size.ts";
