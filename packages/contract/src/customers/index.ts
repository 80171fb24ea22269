export { CustomerAttribute, CustomerDetails, getCustomer, NewCustomer, putCustomers } from "./customers.ts";
export { searchCustomers } from "./search.ts";
