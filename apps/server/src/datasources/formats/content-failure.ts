import type { FileFailure } from "@rapport/contract/refusals";

/** Found while a file is read: nothing of it is loaded. */
export class ContentFailure extends Error {
  override readonly name = "ContentFailure";
  readonly failure: FileFailure;
  constructor(failure: FileFailure, options?: ErrorOptions) {
    super(failure.code, options);
    this.failure = failure;
  }
}
