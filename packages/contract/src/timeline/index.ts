export { explainCustomerSale, getCustomerSaleLines, getCustomerTimeline } from "./headquarters.ts";
export { addNote, Note, NoteText } from "./notes.ts";
export { explainSale, SaleExplanation } from "./sales.ts";
export { Credit, getSaleLines, getTimeline, TimelineItem, TimelineKind, TimelineLine } from "./timeline.ts";
