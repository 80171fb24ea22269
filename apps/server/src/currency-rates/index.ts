export { convertWaiting, type ForeignDay } from "./convert-waiting.ts";
export { type CurrencyOn, type RatesOfDays, ratesOfDays } from "./rates-of-days.ts";
export { RATES_CAME } from "./put-rates.ts";
export { jobs } from "./jobs.ts";
export { register } from "./routes.ts";
export { type MoneyAsSent, moneyAsSent } from "./money-as-sent.ts";
export { forgetConverted, waitingAmounts } from "./waiting-amounts.ts";
