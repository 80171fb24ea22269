export { publishAllAtOnce, publishChanges, publishIfAtOnce, start } from "./at-once.ts";
export { configOf, configOfStore } from "./store-config.ts";
export { sectionsShown } from "./queries.ts";
