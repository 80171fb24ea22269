import { DATA_SOURCE_REASONS_NL } from "./data-source-reasons.nl.ts";
import { FORMULA_FAULTS_NL } from "./formula-faults.nl.ts";
import { METRIC_REASONS_NL } from "./metric-reasons.nl.ts";
import { REPORT_FAULTS_NL } from "./report-faults.nl.ts";
import { SEGMENT_FAULTS_NL } from "./segment-faults.nl.ts";
import { addHeadquartersWords } from "./words.ts";

/** To be called once by headquarters, before anything is told. Other apps do not load these words. */
export function tellOfHeadquarters(): void {
  addHeadquartersWords({
    reasons: { ...DATA_SOURCE_REASONS_NL, ...METRIC_REASONS_NL },
    faults: { ...REPORT_FAULTS_NL, ...SEGMENT_FAULTS_NL, ...FORMULA_FAULTS_NL },
  });
}
