import { type Language, Refusal } from "@rapport/contract";
import type { JobError, RejectedRow } from "@rapport/contract/data-sources";
import type { ImportFault } from "@rapport/contract/lists";
import { type Fault, FAULTS, type HitFaultCode, type Params, placeOf, readFileFailure, readRowFault, readSaid, REASONS } from "@rapport/contract/refusals";
import { describeUnexpected } from "@rapport/ui";
import { ERROR_WORDS, FAULT_WORDS, FILE_FAILURE_WORDS, HIT_FAULT_WORDS, REASON_WORDS, ROW_FAULT_WORDS } from "./words.ts";

const MOST_FAULTS = 5;

/** Describes a failed call in the person's language: the words of its reason, and what is wrong at which place of the request. */
export function describeError(error: unknown, language: Language): { title: string; text: string } {
  if (!(error instanceof Refusal)) return describeUnexpected(error, language);
  return describeRefusal(error, error.faults, language);
}

function describeRefusal(error: Refusal, faults: readonly Fault[], language: Language): { title: string; text: string } {
  const { kinds, more } = ERROR_WORDS[language];
  const { title, text } = kinds[error.kind];
  // A newer server may have a reason that this app does not know.
  if (error.code === "answer.unknown") return { title, text };
  const told = faults.slice(0, MOST_FAULTS).map((fault) => describeFault(fault, language));
  const rest = faults.length > MOST_FAULTS ? [more(faults.length - MOST_FAULTS)] : [];
  return { title, text: [say(REASON_WORDS[language][error.code] ?? REASON_WORDS.en[error.code], error.params), ...told, ...rest].join(" ") };
}

/** The words for a failed call of a form. */
interface FormError<Name extends string> {
  /** Words to show beside each field. */
  readonly refused: { readonly [N in Name]?: string };
  /** Words for one place of the form, about no field; undefined when there are none. */
  readonly rest: string | undefined;
}

/**
 * Describes a failed call of a form, each fault where it belongs. A fault is about a field when its path is the field's name
 * below `within`, the place of the form's values in the request.
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
    else refused[name] ??= besideField(fault.wrong, language);
  }
  const isAllTold = error.faults.length > 0 && elsewhere.length === 0;
  return { refused, rest: isAllTold ? undefined : describeRefusal(error, elsewhere, language).text };
}

/** Why a hit cannot be used, in the person's language. */
export function describeHitFault({ code, params }: { code: HitFaultCode; params: Params }, language: Language): string {
  return say(HIT_FAULT_WORDS[language][code], params);
}

/** Why nothing of a file was loaded. A job of an early version, or of a newer server, has only the sentence that came with it. */
export function describeFileFailure({ code, params, message }: JobError, language: Language): string {
  const failure = readFileFailure({ code, params });
  return failure === null ? message : say(FILE_FAILURE_WORDS[language][failure.code], failure.params);
}

/** Why a row of a file was rejected. */
export function describeRowFault({ code, params, message }: Pick<RejectedRow, "code" | "params" | "message">, language: Language): string {
  const fault = readRowFault({ code, params });
  return fault === null ? message : say(ROW_FAULT_WORDS[language][fault.code], fault.params);
}

/** What is wrong with a cell or a row of a list's file: what the form of the same thing would say. */
export function describeImportFault({ code, params, detail }: Pick<ImportFault, "code" | "params" | "detail">, language: Language): string {
  const fault = readSaid(FAULTS, { code, params });
  if (fault !== null) return clauseOf({ wrong: fault }, language);
  const refusal = readSaid(REASONS, { code, params });
  return refusal === null ? detail : say(REASON_WORDS[language][refusal.code] ?? REASON_WORDS.en[refusal.code], refusal.params);
}

/** What is wrong with one place, as a clause without it: what a server would say of it. */
export function describeWrong(wrong: Fault["wrong"], language: Language): string {
  return clauseOf({ wrong }, language);
}

function besideField(wrong: Fault["wrong"], language: Language): string {
  const clause = clauseOf({ wrong }, language);
  const { here, verbs } = ERROR_WORDS[language];
  return verbs.test(clause) ? here(clause) : `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

/** What a schema of the contract says of a value it refuses, beside its field: the form that is expected. Undefined when it names no such code. */
export function describeForm(code: string, language: Language): string | undefined {
  // "value.form" says no more than the form's own words.
  if (!code.startsWith("form.")) return undefined;
  const fault = readSaid(FAULTS, { code, params: {} });
  return fault === null ? undefined : besideField(fault, language);
}

function describeFault({ path, row, wrong }: Fault, language: Language): string {
  const where = [row, placeOf(path)].filter((part) => part !== undefined && part !== "").join(", ");
  return `${where === "" ? ERROR_WORDS[language].nowhere : where}: ${clauseOf({ wrong }, language)}.`;
}

function clauseOf({ wrong }: Pick<Fault, "wrong">, language: Language): string {
  return say(FAULT_WORDS[language][wrong.code] ?? FAULT_WORDS.en[wrong.code], wrong.params);
}

function say(words: unknown, params: Params): string {
  // The types of `Refusal` and `Fault` tie code and parameters together; looking words up by code loses that.
  return (words as (params: Params) => string)(params);
}
