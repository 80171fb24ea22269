export { AddressBook, putAddressBook } from "./address-books.ts";
export { LegalEntity, listLegalEntities, putLegalEntity } from "./legal-entities.ts";
export { NumberSequence, putNumberSequence } from "./number-sequences.ts";
export { listStores, putRegister, putStore, Store } from "./stores.ts";
export { Operation, putWorker, Worker } from "./workers.ts";
