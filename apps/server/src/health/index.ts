export { type Health, healthRoutes } from "./routes.ts";
