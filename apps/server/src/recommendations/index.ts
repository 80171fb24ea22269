export { jobs, refreshNeighbours } from "./refresh-neighbours.ts";
export { register } from "./routes.ts";
