export { ACTIVITY_TYPES } from "./as-list.ts";
export { register } from "./routes.ts";
