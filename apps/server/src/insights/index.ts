export { jobs, start } from "./keep-fresh.ts";
export { dataMark } from "./queries.ts";
export { isMeasured, kindOfMeasure, readMeasures } from "./read-measures.ts";
export { settleMeasures } from "./settle-measures.ts";
export { refreshMeasures } from "./refresh-measures.ts";
