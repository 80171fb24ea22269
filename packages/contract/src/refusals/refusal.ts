import { faultsInEnglish, type Fault } from "./faults.ts";
import { REASONS, type Reason } from "./reasons.ts";
import type { RefusalKind } from "./reason.ts";
import { inEnglish, said, type Params, type Said } from "./saying.ts";

interface RefusalOptions extends ErrorOptions {
  /** What is wrong at which places of the request. */
  readonly faults?: readonly Fault[];
  /** After how many seconds to try again; sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Replaces the code's own kind, for an answer whose code this program does not know. */
  readonly kind?: RefusalKind;
}

/** A code with its parameters. */
type Because = Said<typeof REASONS>;
type RefusalArguments = { [R in Reason]: [code: R, params: Extract<Because, { code: R }>["params"], options?: RefusalOptions] }[Reason];

/** A refusal that the caller can act on: `code` and `params` are for programs, `message` is the table's English. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** The kind, which gives the HTTP status. */
  readonly kind: RefusalKind;
  /** E.g. `number_sequence.missing`. */
  readonly code: Reason;
  readonly params: Params;
  readonly faults: readonly Fault[];
  readonly retryAfterSeconds: number | undefined;
  constructor(...[code, params, options = {}]: RefusalArguments) {
    const { faults = [], kind, retryAfterSeconds, ...rest } = options;
    super([inEnglish(REASONS, said(REASONS, code, params)), ...(faults.length > 0 ? [faultsInEnglish(faults)] : [])].join(" "), rest);
    this.kind = kind ?? REASONS[code].kind;
    this.code = code;
    this.params = params;
    this.faults = faults;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
