export { everyEntry, placeClients, type Placing, type PlacingFate } from "./as-list.ts";
export type { BookPlace } from "./book-index-queries.ts";
export { bookOfWorker, dayOfLeaving, lockedCustomers, type PageRow } from "./queries.ts";
export { register } from "./routes.ts";
export { cardsOf } from "./search-book.ts";
export { workersOfStore } from "./store-books.ts";
export { giveClient } from "./give-client.ts";
export { maySeeOwners } from "./add-clients.ts";
export { addRequest, answersTo, askedSince, markSeen, openRequest, openRequests, ownersNow, saveAnswer, withdrawRequest } from "./request-queries.ts";
