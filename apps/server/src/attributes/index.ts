export { ATTRIBUTES_AS_LIST, GROUPS_AS_LIST, TYPES_AS_LIST } from "./as-lists.ts";
export { attributeDefinitions, heldDefinitions, heldShapes } from "./definitions.ts";
export { refuseUnknownGroups } from "./groups.ts";
export { healthOfAttributes, type AttributeHealth } from "./health-queries.ts";
export { countAttributes, groupMembers } from "./queries.ts";
export { register } from "./routes.ts";
