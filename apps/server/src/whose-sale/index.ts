export { customerScope, CustomerScope, devicesOfVisitors, isCustomersOrder } from "./customer-scope.ts";
export { LEAST_OCCURRENCES, rowsOfCustomers, STANDS } from "./rows-of-customers.ts";
