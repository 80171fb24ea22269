import type { JobError } from "@rapport/contract/data-sources";
import { fileFailureInEnglish, readFileFailure } from "@rapport/contract/refusals";
import type { UploadRow } from "../queries.ts";

/** Why nothing of a file was loaded; undefined when nothing went wrong. A job of an early version has only the sentence that was stored with it. */
export function jobError({ error_code, error_params, error_message }: UploadRow): JobError | undefined {
  if (error_code === null) return undefined;
  const failure = readFileFailure({ code: error_code, params: error_params ?? {} });
  if (failure === null || error_message !== null) return { code: error_code, params: {}, message: error_message ?? error_code };
  return { ...failure, message: fileFailureInEnglish(failure) };
}
