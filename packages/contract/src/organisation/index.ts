export { AddressBook, listAddressBooks, putAddressBook } from "./address-books.ts";
export { LegalEntity, listLegalEntities, putLegalEntity } from "./legal-entities.ts";
export { listNumberSequences, NumberSequence, putNumberSequence } from "./number-sequences.ts";
export { getStore, listRegisters, listStores, putRegister, putStore, Register, Store } from "./stores.ts";
export { listWorkers, Operation, putWorker, Worker } from "./workers.ts";
