export { jobs, start } from "./keep-fresh.ts";
export { readMeasures, type MeasureSlot } from "./read-measures.ts";
export { settleMeasures } from "./settle-measures.ts";
export { refreshMeasures } from "./refresh-measures.ts";
