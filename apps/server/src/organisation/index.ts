export { unknownAddressBooks } from "./address-books.ts";
export { entityOrRefusal, holdCurrency, listEntities } from "./legal-entities.ts";
export { nextNumber } from "./number-sequences.ts";
export { saveParameters, storeNames, workersPassword } from "./queries.ts";
export { register } from "./routes.ts";
export { putWorkerOf } from "./workers.ts";
