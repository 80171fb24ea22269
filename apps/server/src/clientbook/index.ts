export { everyEntry, placeClients, type Placing, type PlacingFate } from "./as-list.ts";
export { register } from "./routes.ts";
