import { useText } from "@rapport/app-shell";
import { Button, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { saveSpreadsheet, spreadsheetFile } from "../spreadsheet/file.ts";
import type { RecordColumn } from "./columns.tsx";
import { recordTexts } from "./texts.ts";

/** Exports all pages of the list as filtered and sorted, with the columns that are shown. */
export function ExportButton<Row>({ name, columns, whole }: { name: string; columns: readonly RecordColumn<Row>[]; whole: () => Promise<readonly Row[]> }) {
  const text = useText(recordTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language, describeError } = useUi();
  const save = useMutation({
    mutationFn: async () => {
      const rows = await whole();
      const lines = [columns.map(({ header }) => header), ...rows.map((row) => columns.map((column) => column.text(row)))];
      return { ...spreadsheetFile(lines, formats.locale), rows: rows.length };
    },
    onSuccess(file) {
      saveSpreadsheet(file, `${name}.csv`);
      const rows = text("exported", { count: file.rows, formatted: formats.number(file.rows) });
      toast.say(file.neutral === 0 ? rows : `${rows} ${text("neutral", { count: file.neutral, formatted: formats.number(file.neutral) })}`);
    },
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return (
    <Button icon="download" busy={save.isPending} onClick={() => save.mutate()}>
      {text("export")}
    </Button>
  );
}
