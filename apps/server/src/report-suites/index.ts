export { recordedTransaction } from "./queries.ts";
export { register } from "./routes.ts";
export { storedSettings } from "./settings.ts";
export { settleCurrencies } from "./settle-currency.ts";
export { readSuites, suiteOrRefusal } from "./read-suites.ts";
export { type SettingsHistory, type SettingsVersion, currentSettings, loadSettingsHistory } from "./settings-history.ts";
export { type SuiteLookup, createSuiteLookup } from "./suite-lookup.ts";
