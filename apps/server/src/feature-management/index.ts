export { everyFeature, importFeature } from "./as-list.ts";
export { register } from "./routes.ts";
