export { STORE_GROUPS_AS_LIST } from "./as-list.ts";
export { register } from "./routes.ts";
