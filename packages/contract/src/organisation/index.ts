export { AddressBook, deleteAddressBook, getAddressBook, listAddressBooks, putAddressBook } from "./address-books.ts";
export { deleteLegalEntity, getLegalEntity, LegalEntity, listLegalEntities, listOwnLegalEntities, putLegalEntity } from "./legal-entities.ts";
export { listNumberSequences, NUMBER_FORMAT, NumberReference, NumberSequence, NumberSequenceChange, putNumberSequence } from "./number-sequences.ts";
export { OPERATIONS, Operation, Operations } from "./operations.ts";
export { deletePermissionGroup, getPermissionGroup, listPermissionGroups, PermissionGroup, putPermissionGroup } from "./permission-groups.ts";
export { deleteRegister, deleteStore, getRegister, getStore, listRegisters, listStores, putRegister, putStore, Register, Store } from "./stores.ts";
export { deleteWorker, endSignInWait, getSignInWait, getWorker, listWorkers, putWorker, Worker } from "./workers.ts";
