export { unknownAddressBooks } from "./address-books.ts";
export { entitiesInUse, workersWhoLack } from "./gap-queries.ts";
export { entityOrRefusal, holdCurrency } from "./legal-entities.ts";
export { nextNumber } from "./number-sequences.ts";
export { saveParameters } from "./queries.ts";
export { register } from "./routes.ts";
export { storeNames } from "./store-queries.ts";
export { workersPassword } from "./worker-queries.ts";
export { putWorkerOf } from "./workers.ts";
