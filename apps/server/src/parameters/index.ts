export { PARAMETERS_AS_LIST, SEQUENCES_AS_LIST } from "./as-lists.ts";
export { draftSetup, publishedSetup, type ClientelingSetup, type GroupAttribute } from "./clienteling-setup.ts";
export { attributeConditions, dateAttributes, refinableAttributes, todayOf, type AttributeCondition } from "./refinable.ts";
export { register } from "./routes.ts";
