export { countryOf } from "./country.ts";
export { digitsOfPhones, digitsSearched, readPhones, type ReadPhone } from "./phones.ts";
