import { describeError, describeImportFault, useText } from "@rapport/app-shell";
import type { Language } from "@rapport/contract";
import type { ImportProblem, ListImport } from "@rapport/contract/lists";
import { csvLine } from "@rapport/domain/lists";
import { Button, DataTable, Loaded, Tag, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { saveSpreadsheet } from "../spreadsheet/file.ts";
import { everyProblem, type ListPlace, PROBLEMS_SHOWN, problemsQuery } from "./queries.ts";
import { separatorFor } from "./separator.ts";
import { listTexts } from "./texts.ts";

/** The rows with a fault: the first ones on screen, all of them as a file with their reasons, which can be mended and sent again. */
export function Problems({ of, sent }: { of: ListPlace & { importId: ListImport["id"] }; sent: ListImport }) {
  const text = useText(listTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const query = useQuery(problemsQuery(of, sent));
  const total = sent.invalid + sent.told;
  const save = useMutation({
    mutationFn: async () => fileOf(await everyProblem(of), { header: sent.header, separator: separatorFor(formats.locale), language }),
    onSuccess: (file) => saveSpreadsheet({ text: file }, `${sent.filename.replace(/\.\w+$/, "")} – ${text("problemsFile")}.csv`),
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return (
    <section className="hq-import-problems" aria-label={text("problems")}>
      <div className="r-card-head">
        <h3>{text("problems")}</h3>
        <Button icon="download" busy={save.isPending} onClick={() => save.mutate()}>
          {text("downloadProblems")}
        </Button>
      </div>
      {total > PROBLEMS_SHOWN && (
        <p className="r-muted r-small">{text("problemsShown", { shown: formats.number(PROBLEMS_SHOWN), total: formats.number(total) })}</p>
      )}
      <Loaded query={query}>
        {(problems) => (
          <DataTable
            caption={text("problems")}
            narrow="stack"
            rows={problems}
            rowKey={({ line }) => String(line)}
            columns={[
              { key: "line", header: text("line"), isRowHeader: true, cell: ({ line }) => <span className="r-num">{formats.number(line)}</span> },
              { key: "key", header: text("key"), cell: ({ key }) => (key === "" ? "–" : key) },
              {
                key: "reasons",
                header: text("reason"),
                cell: ({ faults, stored }) => (
                  <ul className="hq-import-reasons">
                    {faults.map((fault) => (
                      <li key={`${fault.column} ${fault.code} ${fault.detail}`}>
                        <strong>{fault.column ?? text("wholeRow")}</strong> {describeImportFault(fault, language)}{" "}
                        {stored && <Tag>{text(sent.phase === "checked" ? "willBeStored" : "isStored")}</Tag>}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

/** The byte order mark, so that a spreadsheet reads the file as UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Columns whose names begin with `#` are notes, which an import does not read (IE2). */
function fileOf(
  problems: readonly ImportProblem[],
  { header, separator, language }: { header: readonly string[]; separator: string; language: Language },
): string {
  const reasonsOf = ({ faults }: ImportProblem) => faults.map((fault) => `${fault.column ?? ""} ${describeImportFault(fault, language)}`.trim()).join("; ");
  const lines = problems.map((problem) => csvLine([...header.map((_, at) => problem.cells[at] ?? ""), String(problem.line), reasonsOf(problem)], separator));
  return BYTE_ORDER_MARK + [csvLine([...header, "#line", "#reason"], separator), ...lines].join("");
}
