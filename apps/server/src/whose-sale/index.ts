export { customerScope, CustomerScope, isCustomersOrder } from "./customer-scope.ts";
export { presentRows, rowsOfCustomers } from "./rows-of-customers.ts";
