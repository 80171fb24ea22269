export { attributeDefinitions } from "./definitions.ts";
export { refuseUnknownGroups } from "./attributes.ts";
export { groupMembers } from "./queries.ts";
export { register } from "./routes.ts";
