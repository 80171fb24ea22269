export { Activity, ActivityText, ActivityTitle, addActivity, changeActivity, changeAnyActivity, deleteActivity, deleteAnyActivity } from "./activities.ts";
export { explainCustomerSale, getCustomerSaleLines, getCustomerTimeline } from "./headquarters.ts";
export {
  addCustomerNote,
  ATTACHMENT_BYTES,
  ATTACHMENTS_OF_A_NOTE,
  CustomerNote,
  deleteCustomerNote,
  getAttachment,
  listCustomerNotes,
  putAttachment,
} from "./customer-notes.ts";
export { addNote, Attachment, getPosAttachment, Note, NoteText, NoteWithFiles } from "./notes.ts";
export { Favourites, PurchaseFilters, PurchaseLine, searchPurchases } from "./purchases.ts";
export { getSummary, SummaryOpens, SummarySentence } from "./summary.ts";
export { explainSale, SaleExplanation } from "./sales.ts";
export { ActivityTypeCount, Credit, getSaleLines, getTimeline, searchTimeline, TimelineItem, TimelineKind, TimelineLine } from "./timeline.ts";
