export { CurrencyRate, getCurrencyRates, NewRate, putCurrencyRates } from "./currency-rates.ts";
export { getProcessing, getQuarantine, LateReason, Processing, Quarantine, QuarantineReason, UnreadReason } from "./processing.ts";
export { changeReportSuite, createReportSuite, getReportSuite, listReportSuites, ReportSuite, SuiteSettings } from "./suites.ts";
export { getTransaction, Transaction, TransactionState } from "./transactions.ts";
export { Allocation, Expiration, VariableChange, VariableName, VariableSettings } from "./variables.ts";
