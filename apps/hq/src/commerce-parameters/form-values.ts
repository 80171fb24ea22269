import type { Body } from "@rapport/contract";
import { MeasureCode, MOST_SEARCH_ATTRIBUTES, SearchCriterion, type putParameters } from "@rapport/contract/clienteling";
import { NUMBER_FORMAT, NumberReference } from "@rapport/contract/organisation";
import { drawNumber, segmentsOf } from "@rapport/domain";
import { AttributeCode, type LegalEntityCode } from "@rapport/contract";
import { z } from "zod";
import type { CommerceSettings } from "./queries.ts";

/** The fields of the form that are of a sequence: of client books, and of customers. */
export const SEQUENCE_FIELDS = {
  clientBook: { countsWith: "countsWith", format: "format", next: "next", continuous: "continuous", reserve: "reserve" },
  customer: {
    countsWith: "customerCountsWith",
    format: "customerFormat",
    next: "customerNext",
    continuous: "customerContinuous",
    reserve: "customerReserve",
  },
} as const satisfies Record<NumberReference, Record<string, string>>;

/** The form over all tabs. An empty group stands for none. A format that is assigned can be replaced, not taken away. */
export function parametersForm({ sequences }: Pick<CommerceSettings, "sequences">) {
  return z
    .object({
      customerAttributeGroup: z.string(),
      clientBookAttributeGroup: z.string(),
      measures: z.array(MeasureCode).max(3),
      activityTypeHours: z.string().trim(),
      booksPerCustomer: z.string().trim(),
      searchCriteria: z.array(SearchCriterion).min(1),
      searchAttributes: z.array(z.string()).max(MOST_SEARCH_ATTRIBUTES),
      sharesCustomers: z.boolean(),
      format: z.string().trim().max(40),
      next: z.string().trim(),
      continuous: z.boolean(),
      reserve: z.string().trim(),
      /** Empty for a sequence that counts on its own. */
      countsWith: z.string(),
      customerFormat: z.string().trim().max(40),
      customerNext: z.string().trim(),
      customerContinuous: z.boolean(),
      customerReserve: z.string().trim(),
      /** Also by store. */
      customerCountsWith: z.string(),
    })
    .superRefine(({ activityTypeHours, booksPerCustomer, ...values }, { addIssue }) => {
      const wrong = (name: string, input: string) => addIssue({ code: "custom", path: [name], input });
      if (!/^\d{1,3}$/.test(activityTypeHours) || Number(activityTypeHours) < 1 || Number(activityTypeHours) > 168)
        wrong("activityTypeHours", activityTypeHours);
      if (!/^\d{1,2}$/.test(booksPerCustomer) || Number(booksPerCustomer) < 1 || Number(booksPerCustomer) > 20) wrong("booksPerCustomer", booksPerCustomer);
      for (const reference of REFERENCES) {
        const names = SEQUENCE_FIELDS[reference];
        const sequence = sequences[reference];
        const [format, next, reserve, counts] = [values[names.format], values[names.next], values[names.reserve], values[names.countsWith]];
        // Those of the other legal entity hold.
        if (counts !== "" && counts !== BY_STORE) continue;
        if (!/^\d{1,4}$/.test(reserve) || Number(reserve) < 1 || Number(reserve) > 1000) wrong(names.reserve, reserve);
        const isFormat = NUMBER_FORMAT.test(format);
        const saysStore = segmentsOf(format).some(({ kind }) => kind === "store");
        if (!isFormat && (format !== "" || sequence !== undefined || counts === BY_STORE)) wrong(names.format, format);
        else if (isFormat && saysStore !== (counts === BY_STORE)) wrong(names.format, format);
        const least = format === sequence?.format ? sequence.next : 1;
        if (isFormat && !(/^\d{1,15}$/.test(next) && Number(next) >= least)) wrong(names.next, next);
      }
    });
}
export type ParameterValues = z.input<ReturnType<typeof parametersForm>>;

/** Each store counts on its own. No legal entity has this code. */
export const BY_STORE = "-";
const REFERENCES = NumberReference.options;

export function valuesOf({ sequences, parameters }: CommerceSettings): ParameterValues {
  const counts = (sequence: CommerceSettings["sequences"][NumberReference]) => (sequence?.scope === "store" ? BY_STORE : (sequence?.countsWith ?? ""));
  const { clientBook, customer } = sequences;
  return {
    customerAttributeGroup: parameters.customerAttributeGroup ?? "",
    clientBookAttributeGroup: parameters.clientBookAttributeGroup ?? "",
    measures: [...parameters.measures],
    activityTypeHours: String(parameters.activityTypeHours),
    booksPerCustomer: String(parameters.booksPerCustomer),
    searchCriteria: [...parameters.searchCriteria],
    searchAttributes: [...parameters.searchAttributes],
    sharesCustomers: parameters.sharesCustomers,
    format: clientBook?.format ?? "",
    next: String(clientBook?.next ?? 1),
    continuous: clientBook?.continuous ?? false,
    reserve: String(clientBook?.reserve ?? 1),
    countsWith: counts(clientBook),
    customerFormat: customer?.format ?? "",
    customerNext: String(customer?.next ?? 1),
    customerContinuous: customer?.continuous ?? false,
    customerReserve: String(customer?.reserve ?? 1),
    customerCountsWith: counts(customer),
  };
}

/** What the form changed since it was read, as one write: what is not named stays as somebody else may have saved it meanwhile (C1). */
export function changesOf(values: ParameterValues, read: ParameterValues): Body<typeof putParameters> {
  const isChanged = (name: keyof ParameterValues) => JSON.stringify(values[name]) !== JSON.stringify(read[name]);
  const groups = (["customerAttributeGroup", "clientBookAttributeGroup"] as const).filter(isChanged);
  const sequenceOf = (reference: NumberReference) => sequenceChange({ values, isChanged, names: SEQUENCE_FIELDS[reference] });
  const [numberSequence, customerNumberSequence] = [sequenceOf("clientBook"), sequenceOf("customer")];
  return {
    ...Object.fromEntries(groups.map((name) => [name, values[name] === "" ? null : values[name]])),
    ...(isChanged("measures") && { measures: values.measures }),
    ...(isChanged("searchCriteria") && { searchCriteria: values.searchCriteria.map(({ property, shortcut = false }) => ({ property, shortcut })) }),
    ...(isChanged("searchAttributes") && { searchAttributes: values.searchAttributes.map((code) => AttributeCode.parse(code)) }),
    ...(isChanged("sharesCustomers") && { sharesCustomers: values.sharesCustomers }),
    ...(isChanged("activityTypeHours") && { activityTypeHours: Number(values.activityTypeHours) }),
    ...(isChanged("booksPerCustomer") && { booksPerCustomer: Number(values.booksPerCustomer) }),
    ...(numberSequence !== undefined && { numberSequence }),
    ...(customerNumberSequence !== undefined && { customerNumberSequence }),
  };
}

/** What it counts with is all of it; without that, all of its own. */
function sequenceChange({
  values,
  isChanged,
  names,
}: {
  values: ParameterValues;
  isChanged: (name: keyof ParameterValues) => boolean;
  names: (typeof SEQUENCE_FIELDS)[NumberReference];
}): Body<typeof putParameters>["numberSequence"] {
  const counts = values[names.countsWith];
  const scope = counts === BY_STORE ? "store" : "legalEntity";
  const isMoved = isChanged(names.countsWith);
  if (counts !== "" && counts !== BY_STORE) return isMoved ? { countsWith: counts as LegalEntityCode } : undefined;
  const format = values[names.format];
  if (format === "" || !(isMoved || [names.format, names.next, names.continuous, names.reserve].some(isChanged))) return undefined;
  return {
    ...(isMoved && { countsWith: null, scope }),
    ...((isChanged(names.format) || isChanged(names.next) || isMoved) && { format, next: Number(values[names.next]) }),
    ...((isChanged(names.continuous) || isMoved) && { continuous: values[names.continuous] }),
    ...((isChanged(names.reserve) || isMoved) && { reserve: Number(values[names.reserve]) }),
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
export function nextNumbers(
  format: string,
  next: string,
  { legalEntity = "", store }: { legalEntity?: string; store?: string | undefined } = {},
): readonly string[] {
  if (!/[#&]/.test(format) || !/^\d{1,15}$/.test(next) || Number(next) < 1) return [];
  const drawn = Array.from({ length: SHOWN }, (_, n) => drawNumber(format, Number(next) + n, { legalEntity, store }));
  return drawn.flatMap((number) => (number.kind === "number" ? [number.text] : []));
}
