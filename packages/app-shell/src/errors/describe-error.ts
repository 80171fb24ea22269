import { type Language, Refusal } from "@rapport/contract";
import type { JobError, RejectedRow } from "@rapport/contract/data-sources";
import { type Fault, type HitFaultCode, type Params, placeOf, readFileFailure, readRowFault } from "@rapport/contract/refusals";
import { describeUnexpected } from "@rapport/ui";
import { ERROR_WORDS, FAULT_WORDS, FILE_FAILURE_WORDS, HIT_FAULT_WORDS, REASON_WORDS, ROW_FAULT_WORDS } from "./words.ts";

const MOST_FAULTS = 5;

/** What to tell a person about a failed call, in their language: the words of its reason, and what is wrong with which place of what they sent. */
export function describeError(error: unknown, language: Language): { title: string; text: string } {
  if (!(error instanceof Refusal)) return describeUnexpected(error, language);
  const { kinds, more } = ERROR_WORDS[language];
  const { title, text } = kinds[error.kind];
  // A newer server may have a reason that this app was not built with.
  if (error.code === "answer.unknown") return { title, text };
  const { faults } = error;
  const told = faults.slice(0, MOST_FAULTS).map((fault) => describeFault(fault, language));
  const rest = faults.length > MOST_FAULTS ? [more(faults.length - MOST_FAULTS)] : [];
  return { title, text: [say(REASON_WORDS[language][error.code], error.params), ...told, ...rest].join(" ") };
}

/** Why a hit cannot be used, in the person's language. */
export function describeHitFault({ code, params }: { code: HitFaultCode; params: Params }, language: Language): string {
  return say(HIT_FAULT_WORDS[language][code], params);
}

/** Why nothing of a file was loaded. A job from before parameters were kept, or of a newer server, has only the sentence that came with it. */
export function describeFileFailure({ code, params, message }: JobError, language: Language): string {
  const failure = readFileFailure({ code, params });
  return failure === null ? message : say(FILE_FAILURE_WORDS[language][failure.code], failure.params);
}

/** Why a row of a file was rejected. */
export function describeRowFault({ code, params, message }: Pick<RejectedRow, "code" | "params" | "message">, language: Language): string {
  const fault = readRowFault({ code, params });
  return fault === null ? message : say(ROW_FAULT_WORDS[language][fault.code], fault.params);
}

function describeFault({ path, row, wrong }: Fault, language: Language): string {
  const where = [row, placeOf(path)].filter((part) => part !== undefined && part !== "").join(", ");
  return `${where === "" ? ERROR_WORDS[language].nowhere : where}: ${say(FAULT_WORDS[language][wrong.code], wrong.params)}.`;
}

function say(words: unknown, params: Params): string {
  // Code and parameters belong together by the types of `Refusal` and `Fault`; looking words up by code loses that.
  return (words as (params: Params) => string)(params);
}
