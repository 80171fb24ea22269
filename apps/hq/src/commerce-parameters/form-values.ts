import type { Body } from "@rapport/contract";
import { MeasureCode, MOST_SEARCH_ATTRIBUTES, SearchCriterion, type putParameters } from "@rapport/contract/clienteling";
import { NUMBER_FORMAT } from "@rapport/contract/organisation";
import { drawNumber } from "@rapport/domain";
import { AttributeCode, type LegalEntityCode } from "@rapport/contract";
import { z } from "zod";
import type { CommerceSettings } from "./queries.ts";

/** The form over all tabs. An empty group stands for none. A format that is assigned can be replaced, not taken away. */
export function parametersForm({ sequence }: Pick<CommerceSettings, "sequence">) {
  return z
    .object({
      customerAttributeGroup: z.string(),
      clientBookAttributeGroup: z.string(),
      measures: z.array(MeasureCode).max(3),
      activityTypeHours: z.string().trim(),
      booksPerCustomer: z.string().trim(),
      searchCriteria: z.array(SearchCriterion).min(1),
      searchAttributes: z.array(z.string()).max(MOST_SEARCH_ATTRIBUTES),
      format: z.string().trim().max(40),
      next: z.string().trim(),
      continuous: z.boolean(),
      reserve: z.string().trim(),
      /** Empty for a sequence that counts on its own. */
      countsWith: z.string(),
    })
    .superRefine(({ format, next, reserve, activityTypeHours, booksPerCustomer, countsWith }, { addIssue }) => {
      const wrong = (name: "format" | "next" | "reserve" | "activityTypeHours" | "booksPerCustomer", input: string) =>
        addIssue({ code: "custom", path: [name], input });
      if (!/^\d{1,3}$/.test(activityTypeHours) || Number(activityTypeHours) < 1 || Number(activityTypeHours) > 168)
        wrong("activityTypeHours", activityTypeHours);
      if (!/^\d{1,2}$/.test(booksPerCustomer) || Number(booksPerCustomer) < 1 || Number(booksPerCustomer) > 20) wrong("booksPerCustomer", booksPerCustomer);
      // Those of the other legal entity hold.
      if (countsWith !== "") return;
      if (!/^\d{1,4}$/.test(reserve) || Number(reserve) < 1 || Number(reserve) > 1000) wrong("reserve", reserve);
      const isFormat = NUMBER_FORMAT.test(format);
      if (!isFormat && (format !== "" || sequence !== undefined)) wrong("format", format);
      const least = format === sequence?.format ? sequence.next : 1;
      if (isFormat && !(/^\d{1,15}$/.test(next) && Number(next) >= least)) wrong("next", next);
    });
}
export type ParameterValues = z.input<ReturnType<typeof parametersForm>>;

export function valuesOf({ sequence, parameters }: CommerceSettings): ParameterValues {
  return {
    customerAttributeGroup: parameters.customerAttributeGroup ?? "",
    clientBookAttributeGroup: parameters.clientBookAttributeGroup ?? "",
    measures: [...parameters.measures],
    activityTypeHours: String(parameters.activityTypeHours),
    booksPerCustomer: String(parameters.booksPerCustomer),
    searchCriteria: [...parameters.searchCriteria],
    searchAttributes: [...parameters.searchAttributes],
    format: sequence?.format ?? "",
    next: String(sequence?.next ?? 1),
    continuous: sequence?.continuous ?? false,
    reserve: String(sequence?.reserve ?? 1),
    countsWith: sequence?.countsWith ?? "",
  };
}

/** What the form changed since it was read, as one write: what is not named stays as somebody else may have saved it meanwhile (C1). */
export function changesOf(values: ParameterValues, read: ParameterValues): Body<typeof putParameters> {
  const isChanged = (name: keyof ParameterValues) => JSON.stringify(values[name]) !== JSON.stringify(read[name]);
  const groups = (["customerAttributeGroup", "clientBookAttributeGroup"] as const).filter(isChanged);
  // What it counts with is all of it; without that, all of its own.
  const alone = isChanged("countsWith");
  const ofNumbers = values.countsWith === "" && (alone || (["format", "next", "continuous", "reserve"] as const).some(isChanged)) && values.format !== "";
  return {
    ...Object.fromEntries(groups.map((name) => [name, values[name] === "" ? null : values[name]])),
    ...(isChanged("measures") && { measures: values.measures }),
    ...(isChanged("searchCriteria") && { searchCriteria: values.searchCriteria.map(({ property, shortcut = false }) => ({ property, shortcut })) }),
    ...(isChanged("searchAttributes") && { searchAttributes: values.searchAttributes.map((code) => AttributeCode.parse(code)) }),
    ...(isChanged("activityTypeHours") && { activityTypeHours: Number(values.activityTypeHours) }),
    ...(isChanged("booksPerCustomer") && { booksPerCustomer: Number(values.booksPerCustomer) }),
    ...(alone && values.countsWith !== "" && { numberSequence: { countsWith: values.countsWith as LegalEntityCode } }),
    ...(ofNumbers && {
      numberSequence: {
        ...(alone && { countsWith: null }),
        ...((isChanged("format") || isChanged("next") || alone) && { format: values.format, next: Number(values.next) }),
        ...((isChanged("continuous") || alone) && { continuous: values.continuous }),
        ...((isChanged("reserve") || alone) && { reserve: Number(values.reserve) }),
      },
    }),
  };
}

/** The legal entities to count with: those that the person manages, and the one that it counts with now, by its code when they do not manage it. */
export function ownersOffered(
  managed: readonly { readonly code: string; readonly name: string }[],
  { legalEntity, current }: { readonly legalEntity: string; readonly current: string | null },
): readonly { readonly code: string; readonly name: string }[] {
  const others = managed.filter(({ code }) => code !== legalEntity).map(({ code, name }) => ({ code, name }));
  return current === null || others.some(({ code }) => code === current) ? others : [...others, { code: current, name: current }];
}

const SHOWN = 3;

/** The next numbers of a sequence as they will be written (R64), until its format is used up (R67). */
export function nextNumbers(format: string, next: string, legalEntity = ""): readonly string[] {
  if (!/[#&]/.test(format) || !/^\d{1,15}$/.test(next) || Number(next) < 1) return [];
  const drawn = Array.from({ length: SHOWN }, (_, n) => drawNumber(format, Number(next) + n, { legalEntity }));
  return drawn.flatMap((number) => (number.kind === "number" ? [number.text] : []));
}
