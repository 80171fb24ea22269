export { literally } from "./like.ts";
export { customerOrRefusal, noSuchCustomer, storedAttributes } from "./read-customer.ts";
export { register } from "./routes.ts";
