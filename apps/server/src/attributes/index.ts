export { attributeDefinitions, heldDefinitions } from "./definitions.ts";
export { refuseUnknownGroups } from "./groups.ts";
export { healthOfAttributes, type AttributeHealth } from "./health-queries.ts";
export { countAttributes, groupMembers } from "./queries.ts";
export { register } from "./routes.ts";
