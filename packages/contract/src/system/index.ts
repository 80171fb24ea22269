export { DemoProgress, DemoStep, getDemoProgress, getServerCondition, livez, openapi, readyz, ServerCondition } from "./health.ts";
