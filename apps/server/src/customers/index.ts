export { accountNumberOf, everyCustomer, storeRows, type RowFate } from "./as-list.ts";
export { literally } from "./like.ts";
export { deriveAll } from "./keep-derived.ts";
export { freeNumber, makeAtStore } from "./make-at-store.ts";
export { start } from "./start.ts";
export { customerOrRefusal, noSuchCustomer } from "./read-customer.ts";
export { customerOfNumber } from "./read-profile.ts";
export { storedAttributes } from "./stored-customer.ts";
export { register } from "./routes.ts";
