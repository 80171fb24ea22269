export { storesWithBooks } from "./queries.ts";
export { register } from "./routes.ts";
