export { Customer, CustomerAttribute, CustomerChange, CustomerDetails, getCustomer, getCustomerByNumber, listCustomers, putCustomers } from "./customers.ts";
export { searchCustomers } from "./search.ts";
