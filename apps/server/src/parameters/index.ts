export { clientelingSetup, type ClientelingSetup, type GroupAttribute } from "./clienteling-setup.ts";
export { register } from "./routes.ts";
