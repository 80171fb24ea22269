export { start } from "./attachments/sweep.ts";
export { type HistoryLine, purchaseHistory } from "./purchases/purchase-history.ts";
export { register } from "./routes.ts";
