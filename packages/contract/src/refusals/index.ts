export { FAULTS, faultsInEnglish, isFaultCode, placeOf, wrong, wrongAs, wrongInEnglish, type Fault, type FaultCode, type Wrong } from "./faults.ts";
export { HIT_FAULTS, hitFault, HitFaultCode, hitFaultInEnglish, readHitFault, type HitFault } from "./hit-faults.ts";
export { FieldError, Problem, problemOf, refusalOf } from "./problem.ts";
export { REFUSALS, type RefusalCode } from "./reason.ts";
export { isReason, REASONS, type Reason } from "./reasons.ts";
export { Refusal } from "./refusal.ts";
export { listed, Params, type Said, type Saying, type WordsOf } from "./saying.ts";
export type { ValueKind } from "./value-faults.ts";
