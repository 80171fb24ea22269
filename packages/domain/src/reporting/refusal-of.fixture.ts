import { Refusal, type RefusalKind } from "@rapport/contract";
import { placeOf, type FaultCode, type Reason } from "@rapport/contract/refusals";

/** The refusal, and the one place that it names. */
export function refusalOf(work: () => unknown): { kind: RefusalKind; code: Reason; at: string; fault: FaultCode; params: object } {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [fault, ...others] = error.faults;
    if (fault === undefined || others.length > 0) throw new Error(`one fault was expected, not ${error.faults.length}`, { cause: error });
    return { kind: error.kind, code: error.code, at: placeOf(fault.path), fault: fault.wrong.code, params: fault.wrong.params };
  }
  throw new Error("nothing was refused");
}
