import { faultsInEnglish, type Fault } from "./faults.ts";
import { REASONS, type Reason } from "./reasons.ts";
import type { RefusalCode } from "./reason.ts";
import { inEnglish, said, type Params, type Said } from "./saying.ts";

interface RefusalOptions extends ErrorOptions {
  /** What is wrong with which places of the request. */
  readonly faults?: readonly Fault[];
  /** When it is worth trying again; sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Instead of the reason's own kind: for an answer whose reason this program does not know. */
  readonly kind?: RefusalCode;
}

/** A reason with its parameters. */
type Because = Said<typeof REASONS>;
type RefusalArguments = { [R in Reason]: [reason: R, params: Extract<Because, { code: R }>["params"], options?: RefusalOptions] }[Reason];

/** A refusal the caller can act on: `reason` and `params` are for programs, `message` is the table's English. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** The kind, which gives the HTTP status. */
  readonly code: RefusalCode;
  /** E.g. `number_sequence.missing`. */
  readonly reason: Reason;
  readonly params: Params;
  readonly faults: readonly Fault[];
  readonly retryAfterSeconds: number | undefined;
  constructor(...[reason, params, options = {}]: RefusalArguments) {
    const { faults = [], kind, retryAfterSeconds, ...rest } = options;
    super([inEnglish(REASONS, said(REASONS, reason, params)), ...(faults.length > 0 ? [faultsInEnglish(faults)] : [])].join(" "), rest);
    this.code = kind ?? REASONS[reason].kind;
    this.reason = reason;
    this.params = params;
    this.faults = faults;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
