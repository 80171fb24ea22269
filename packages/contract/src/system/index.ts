export { DemoProgress, getDemoProgress, livez, openapi, readyz } from "./health.ts";
