export { start } from "./attachments/sweep.ts";
export { type HistoryLine, purchaseHistory, type PurchaseHistory } from "./purchases/purchase-history.ts";
export { register } from "./routes.ts";
