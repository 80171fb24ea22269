import { Refusal, type RefusalCode } from "@rapport/contract";
import { placeOf, type FaultCode, type Reason } from "@rapport/contract/refusals";

/** What was refused and the one place it is about. */
export function refusalOf(work: () => unknown): { kind: RefusalCode; reason: Reason; at: string; code: FaultCode; params: object } {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [fault, ...others] = error.faults;
    if (fault === undefined || others.length > 0) throw new Error(`one fault was expected, not ${error.faults.length}`, { cause: error });
    return { kind: error.code, reason: error.reason, at: placeOf(fault.path), code: fault.wrong.code, params: fault.wrong.params };
  }
  throw new Error("nothing was refused");
}
