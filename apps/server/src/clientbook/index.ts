export { everyEntry, placeClients, type Placing, type PlacingFate } from "./as-list.ts";
export { bookOfWorker, dayOfLeaving } from "./queries.ts";
export { register } from "./routes.ts";
export { cardsOf } from "./search-book.ts";
