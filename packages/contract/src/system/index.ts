export { DemoProgress, getDemoProgress, getServerCondition, livez, openapi, readyz, ServerCondition } from "./health.ts";
