export { attributeDefinitions, heldDefinitions } from "./definitions.ts";
export { refuseUnknownGroups } from "./groups.ts";
export { countAttributes, groupMembers } from "./queries.ts";
export { register } from "./routes.ts";
