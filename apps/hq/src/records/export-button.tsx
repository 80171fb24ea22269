import { useText } from "@rapport/app-shell";
import { Button, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { saveSpreadsheet, spreadsheetInParts } from "../spreadsheet/file.ts";
import type { FileColumn } from "./columns.tsx";
import { recordTexts } from "./texts.ts";

/** All rows of a list: at once, or page after page. */
export type Whole<Row> = () => Promise<readonly Row[]> | AsyncIterable<readonly Row[]>;

/** Exports all pages of the list as filtered and sorted, with the columns that are shown. Where a page has several lists, `of` names this one. */
export function ExportButton<Row>({
  name,
  columns,
  whole,
  of,
  cut,
}: {
  name: string;
  columns: readonly FileColumn<Row>[];
  whole: Whole<Row>;
  of?: string | undefined;
  /** What the file does not have, where it is not everything. */
  cut?: string | undefined;
}) {
  const text = useText(recordTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language, describeError } = useUi();
  const save = useMutation({
    mutationFn: async () => {
      let count = 0;
      const lines = async function* () {
        yield [columns.map(({ header }) => header)];
        for await (const rows of pagesOf(whole())) {
          count += rows.length;
          yield rows.map((row) => columns.map((column) => column.text(row)));
        }
      };
      return { ...(await spreadsheetInParts(lines(), formats.locale)), rows: count };
    },
    onSuccess(file) {
      saveSpreadsheet(file, `${name}.csv`);
      const rows = text("exported", { count: file.rows, formatted: formats.number(file.rows) });
      const neutral = file.neutral > 0 && text("neutral", { count: file.neutral, formatted: formats.number(file.neutral) });
      toast.say([rows, cut, neutral].filter((part) => typeof part === "string").join(" "));
    },
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return (
    <Button icon="download" busy={save.isPending} {...(of !== undefined && { "aria-label": text("exportOf", { name: of }) })} onClick={() => save.mutate()}>
      {text("export")}
    </Button>
  );
}

async function* pagesOf<Row>(rows: ReturnType<Whole<Row>>): AsyncGenerator<readonly Row[]> {
  if (Symbol.asyncIterator in rows) yield* rows;
  else yield await rows;
}
