import { type Language, Refusal } from "@rapport/contract";
import type { JobError, RejectedRow } from "@rapport/contract/data-sources";
import { type Fault, type HitFaultCode, type Params, placeOf, readFileFailure, readRowFault } from "@rapport/contract/refusals";
import { describeUnexpected } from "@rapport/ui";
import { ERROR_WORDS, FAULT_WORDS, FILE_FAILURE_WORDS, HIT_FAULT_WORDS, REASON_WORDS, ROW_FAULT_WORDS } from "./words.ts";

const MOST_FAULTS = 5;

/** What to tell a person about a failed call, in their language: the words of its reason, and what is wrong with which place of what they sent. */
export function describeError(error: unknown, language: Language): { title: string; text: string } {
  if (!(error instanceof Refusal)) return describeUnexpected(error, language);
  return describeRefusal(error, error.faults, language);
}

function describeRefusal(error: Refusal, faults: readonly Fault[], language: Language): { title: string; text: string } {
  const { kinds, more } = ERROR_WORDS[language];
  const { title, text } = kinds[error.kind];
  // A newer server may have a reason that this app was not built with.
  if (error.code === "answer.unknown") return { title, text };
  const told = faults.slice(0, MOST_FAULTS).map((fault) => describeFault(fault, language));
  const rest = faults.length > MOST_FAULTS ? [more(faults.length - MOST_FAULTS)] : [];
  return { title, text: [say(REASON_WORDS[language][error.code], error.params), ...told, ...rest].join(" ") };
}

/** What is told of a call that a form made. */
interface FormError<Name extends string> {
  /** Beside each field that it is about. */
  readonly refused: { readonly [N in Name]?: string };
  /** In one place of the form: what is about no field of it; undefined when there is nothing more to tell. */
  readonly rest: string | undefined;
}

/**
 * What to tell a person about a failed call, each thing where it belongs. A fault is about a field when its path is the field's name,
 * below `within`: where the values of the form stand in the request.
 */
export function describeFormError<Name extends string>(
  error: unknown,
  { fields, within = [], language }: { fields: readonly Name[]; within?: readonly (string | number)[] | undefined; language: Language },
): FormError<Name> {
  if (error === null || error === undefined) return { refused: {}, rest: undefined };
  const refused: { [N in Name]?: string } = {};
  if (!(error instanceof Refusal)) return { refused, rest: describeError(error, language).text };
  const elsewhere: Fault[] = [];
  for (const fault of error.faults) {
    const name = fields.find((field) => placeOf(fault.path) === placeOf([...within, field]));
    if (name === undefined) elsewhere.push(fault);
    else refused[name] ??= `${ERROR_WORDS[language].here}: ${clauseOf(fault, language)}.`;
  }
  const isAllTold = error.faults.length > 0 && elsewhere.length === 0;
  return { refused, rest: isAllTold ? undefined : describeRefusal(error, elsewhere, language).text };
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
  return `${where === "" ? ERROR_WORDS[language].nowhere : where}: ${clauseOf({ wrong }, language)}.`;
}

function clauseOf({ wrong }: Pick<Fault, "wrong">, language: Language): string {
  return say(FAULT_WORDS[language][wrong.code], wrong.params);
}

function say(words: unknown, params: Params): string {
  // Code and parameters belong together by the types of `Refusal` and `Fault`; looking words up by code loses that.
  return (words as (params: Params) => string)(params);
}
