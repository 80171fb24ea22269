export { refuseUnknownAddressBooks } from "./address-books.ts";
export { audit, type AuditAction, type Audited } from "./audit.ts";
export { attributeDefinitions, clientelingSetup, type ClientelingSetup, type GroupAttribute } from "./clienteling-setup.ts";
export { entityOrRefusal, listEntities } from "./legal-entities.ts";
export { nextNumber } from "./number-sequences.ts";
export { register } from "./routes.ts";
