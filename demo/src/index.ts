export { ASSOCIATES, demoPassword, LEGAL_ENTITY, RSID, STORES } from "./organisation.ts";
