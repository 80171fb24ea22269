import { FORMULA_FAULTS_NL } from "./formula-faults.nl.ts";
import { REPORT_FAULTS_NL } from "./report-faults.nl.ts";
import { SEGMENT_FAULTS_NL } from "./segment-faults.nl.ts";
import { addReportWords } from "./words.ts";

/** To be called once by an app that asks for reports. */
export function tellOfReports(): void {
  addReportWords({ ...REPORT_FAULTS_NL, ...SEGMENT_FAULTS_NL, ...FORMULA_FAULTS_NL });
}
