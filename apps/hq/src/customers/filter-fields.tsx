import { usePreferences, useText } from "@rapport/app-shell";
import type { AttributeFilter } from "@rapport/contract/clienteling";
import { ManyCombobox, Select, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useSearchChange } from "../records/list-page.tsx";
import { useFeatureIsOn } from "../session/use-feature.ts";
import { SettledSearch } from "../shell/settled-search.tsx";
import { BoundsFilter } from "./bounds-filter.tsx";
import { filtersQuery, type CustomerFilters } from "./queries.ts";
import { type CustomerListSearch, isFiltered } from "./search.ts";
import { customerTexts } from "./texts.ts";

type Attribute = CustomerFilters["attributes"][number];
const DAYS = [7, 30, 90] as const;

/** What the list can be narrowed by. The address holds what is chosen. */
export function FilterFields({ legalEntity, search }: { legalEntity: string; search: CustomerListSearch }) {
  const text = useText(customerTexts);
  const change = useSearchChange();
  const { data } = useQuery(filtersQuery(legalEntity));
  const isClientelingOn = useFeatureIsOn("clienteling");
  const { filters = [] } = search;
  const put = (part: Partial<CustomerListSearch>) => change({ ...part, page: undefined } as object);
  const setOf = (code: string) => (own: AttributeFilter[]) => {
    const all = [...filters.filter(({ attribute }) => attribute !== code), ...own];
    put({ filters: all.length === 0 ? undefined : all });
  };
  return (
    <details className="hq-customer-filters" open={isFiltered(search)}>
      <summary>{text("filters")}</summary>
      <div>
        <Select
          label={text("store")}
          value={search.store ?? ""}
          onChange={({ target }) => put({ store: target.value === "" ? undefined : target.value })}
          options={[{ value: "", label: text("allStores") }, ...(data?.stores ?? []).map(({ number, name }) => ({ value: number as string, label: name }))]}
        />
        {isClientelingOn && (
          <Select
            label={text("book")}
            value={search.owner === undefined ? (search.book ?? "") : `of ${search.owner}`}
            onChange={({ target: { value } }) =>
              put({
                owner: value.startsWith("of ") ? value.slice(3) : undefined,
                book: value === "any" || value === "none" ? value : undefined,
              })
            }
            options={[
              { value: "", label: text("allBooks") },
              { value: "any", label: text("anyBook") },
              { value: "none", label: text("noBook") },
              ...(data?.owners ?? []).map(({ operatorId, name }) => ({ value: `of ${operatorId}`, label: name, group: text("owner") })),
            ]}
          />
        )}
        {(data?.attributes ?? []).map((attribute) => (
          <OfAttribute
            key={attribute.code}
            attribute={attribute}
            chosen={filters.filter((filter) => filter.attribute === attribute.code)}
            onChosen={setOf(attribute.code)}
          />
        ))}
      </div>
    </details>
  );
}

function OfAttribute({
  attribute,
  chosen,
  onChosen,
}: {
  attribute: Attribute;
  chosen: readonly AttributeFilter[];
  onChosen: (filters: AttributeFilter[]) => void;
}) {
  const text = useText(customerTexts);
  const formats = useFormats();
  const { language } = usePreferences().appearance;
  const { code, filter, type, values } = attribute;
  const label = attribute.unit === undefined ? attribute.name[language] : `${attribute.name[language]} (${attribute.unit[language]})`;
  const named = chosen.flatMap((one) => (one.kind === "anyOf" ? one.values : []));
  const anyOf = (all: (string | boolean)[]) => onChosen(all.length === 0 ? [] : [{ kind: "anyOf", attribute: code, values: all }]);
  if (filter.kind === "list" && values.length > 0)
    return (
      <ManyCombobox
        label={label}
        chosen={named.map(String)}
        options={values.map(({ value, label: words }) => ({ value, label: words[language] }))}
        onChoose={anyOf}
      />
    );
  if (filter.kind === "slider") {
    const [between] = chosen.flatMap((one) => (one.kind === "between" ? [one] : []));
    return (
      <BoundsFilter
        label={label}
        lower={between?.lower ?? null}
        upper={between?.upper ?? null}
        onBounds={(lower, upper) => onChosen(lower === null && upper === null ? [] : [{ kind: "between", attribute: code, lower, upper }])}
      />
    );
  }
  if (filter.kind === "list" && type !== "boolean")
    return <SettledSearch label={label} value={named.map(String).join(", ")} most={500} onValue={(value) => anyOf(value === "" ? [] : [value])} />;
  const number = (value: number) => formats.number(value, { maximumFractionDigits: 10 });
  const options: readonly { label: string; filter: AttributeFilter }[] =
    filter.kind === "list"
      ? [true, false].map((value) => ({ label: text(value ? "yes" : "no"), filter: { kind: "anyOf", attribute: code, values: [value] } }))
      : filter.kind === "date"
        ? DAYS.map((days) => ({
            label: text("withinDays", { count: days, formatted: formats.number(days) }),
            filter: { kind: "withinDays", attribute: code, days },
          }))
        : [null, ...filter.thresholds].map((lower, at) => {
            const upper = filter.thresholds[at] ?? null;
            return {
              label:
                lower === null
                  ? text("below", { upper: number(upper ?? 0) })
                  : upper === null
                    ? text("from", { lower: number(lower) })
                    : text("between", { lower: number(lower), upper: number(upper) }),
              filter: { kind: "between", attribute: code, lower, upper },
            };
          });
  const at = options.findIndex((option) => JSON.stringify(option.filter) === JSON.stringify(chosen[0]));
  return (
    <Select
      label={label}
      value={at === -1 ? "" : String(at)}
      onChange={({ target: { value } }) => {
        const option = value === "" ? undefined : options[Number(value)];
        onChosen(option === undefined ? [] : [option.filter]);
      }}
      options={[{ value: "", label: text("any") }, ...options.map((option, n) => ({ value: String(n), label: option.label }))]}
    />
  );
}
