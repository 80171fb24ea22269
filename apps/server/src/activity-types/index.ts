export { ACTIVITY_TYPES } from "./as-list.ts";
export { countActivityTypes, typeShownAt } from "./queries.ts";
export { register } from "./routes.ts";
