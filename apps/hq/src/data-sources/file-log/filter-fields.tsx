import { useText } from "@rapport/app-shell";
import { DataSourceType, FileStatus } from "@rapport/contract/data-sources";
import { DateRangePicker, Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useSearchChange } from "../../records/list-page.tsx";
import { sourcesQuery } from "../queries.ts";
import { sourceName } from "../source-name.ts";
import { sourceTexts } from "../texts.ts";
import type { FileLogSearch } from "./search.ts";
import { fileLogTexts } from "./texts.ts";

/** The choices that narrow the file log. */
export function FilterFields({ rsid, search }: { rsid: string; search: FileLogSearch }) {
  const text = useText(fileLogTexts);
  const sourceText = useText(sourceTexts);
  const sources = useQuery(sourcesQuery(rsid)).data ?? [];
  const searchChange = useSearchChange();
  const change = (changed: Partial<FileLogSearch>) => searchChange({ ...changed, page: undefined } as object);
  const { source, type, status, from, to } = search;
  return (
    <div className="hq-list-tools hq-file-filters">
      <Select
        label={text("source")}
        hideLabel
        value={source === undefined ? "" : String(source)}
        onChange={({ target }) => change({ source: target.value === "" ? undefined : Number(target.value) })}
        options={[
          { value: "", label: text("anySource") },
          ...sources.map((one) => ({ value: String(one.data_source_id), label: sourceName(one, sourceText) })),
          // One that the address names and that was deleted.
          ...(source === undefined || sources.some((one) => one.data_source_id === source)
            ? []
            : [{ value: String(source), label: `${text("source")} ${source}` }]),
        ]}
      />
      <Select
        label={text("type")}
        hideLabel
        value={type ?? ""}
        onChange={({ target }) => change({ type: DataSourceType.safeParse(target.value).data })}
        options={[{ value: "", label: text("anyType") }, ...DataSourceType.options.map((value) => ({ value, label: sourceText(`sources.types.${value}`) }))]}
      />
      <Select
        label={text("status")}
        hideLabel
        value={status ?? ""}
        onChange={({ target }) => change({ status: FileStatus.safeParse(target.value).data })}
        options={[{ value: "", label: text("anyStatus") }, ...FileStatus.options.map((value) => ({ value, label: text(`status.${value}`) }))]}
      />
      <DateRangePicker
        label={text("days")}
        value={from === undefined || to === undefined ? null : { from, to }}
        onValue={(days) => change({ from: days?.from, to: days?.to })}
      />
    </div>
  );
}
