export { Attention, listAttention } from "./attention.ts";
export { DemoProgress, DemoStep, getDemoProgress, getServerCondition, livez, openapi, readyz, ServerCondition } from "./health.ts";
