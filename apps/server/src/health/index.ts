export type { Health } from "./health.ts";
export { healthRoutes } from "./routes.ts";
