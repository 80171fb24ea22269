export { changeCustomer, getCustomerAtStore } from "./at-store.ts";
export { ClientBookStay, getCustomerBooks } from "./books.ts";
export { type OtherAddress, PhoneNumber, type ShownContacts, shownContacts } from "./contacts.ts";
export { Customer, CustomerAttribute, CustomerChange, CustomerDetails, getCustomer, getCustomerByNumber, listCustomers, putCustomers } from "./customers.ts";
export { EditedAttribute, getCustomerForm, putCustomer } from "./editing.ts";
export { CustomerListQuery, CustomerNumberPath, CustomerProfile, CustomerRow, findCustomers, getCustomerFilters, getCustomerProfile } from "./headquarters.ts";
export { CustomerLikeness, findAlikeCustomers, getNewCustomerForm } from "./making.ts";
export { deleteCustomerPhoto, getCustomerPhoto, getPosCustomerPhoto, PHOTO_BYTES, putCustomerPhoto } from "./photo.ts";
export { getSearchCriteria, LEAST_CHARACTERS_OF_ALL_STORES, searchCustomers } from "./search.ts";
