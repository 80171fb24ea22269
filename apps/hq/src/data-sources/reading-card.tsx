import { ask, useFormError, useText } from "@rapport/app-shell";
import { changeDataSource, type DataSourceAccount } from "@rapport/contract/data-sources";
import { Button, Card, useForm, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { GuardedDialog } from "../records/guarded-dialog.tsx";
import { COMPANY } from "../company.ts";
import { sourcesQuery } from "./queries.ts";
import { choiceOf, READING, READING_NAMES, Reading } from "./reading.ts";
import { ReadingFields } from "./reading-fields.tsx";
import { readingTexts } from "./reading-texts.ts";
import { sourceName } from "./source-name.ts";
import { sourceTexts } from "./texts.ts";

/** The settings by which a source's files are read, and a form to change them. */
export function ReadingCard({ rsid, source }: { rsid: string; source: DataSourceAccount }) {
  const text = useText(readingTexts);
  const [changing, setChanging] = useState(false);
  return (
    <Card title={text("title")} actions={<Button onClick={() => setChanging(true)}>{text("change")}</Button>}>
      <dl className="hq-settings">
        {READING_NAMES.map((name) => (
          <div key={name}>
            <dt>{text(READING[name].label)}</dt>
            <dd>{text(choiceOf(name, source[name]).label)}</dd>
          </div>
        ))}
      </dl>
      {changing && <ChangeReading rsid={rsid} source={source} onClose={() => setChanging(false)} />}
    </Card>
  );
}

function ChangeReading({ rsid, source, onClose }: { rsid: string; source: DataSourceAccount; onClose: () => void }) {
  const text = useText(readingTexts);
  const sourceText = useText(sourceTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (body: Reading) => ask(changeDataSource, { params: { company: COMPANY, rsid, dataSourceId: source.data_source_id }, body }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: sourcesQuery(rsid).queryKey });
      toast.say(text("saved"));
      onClose();
    },
  });
  const { refused, rest } = useFormError(change.error, { schema: Reading });
  const { date_format, mode, early_rows, repeated_rows, return_prices, hash_lines, on_errors } = source;
  const start = { date_format, mode, early_rows, repeated_rows, return_prices, hash_lines, on_errors };
  const form = useForm({ schema: Reading, start, busy: change.isPending, refused, onSubmit: change.mutate });
  return (
    <GuardedDialog
      title={text("changeTitle", { name: sourceName(source, sourceText) })}
      description={text("changeText")}
      form={form}
      error={rest}
      cancelLabel={text("cancel")}
      submitLabel={text("save")}
      onClose={onClose}
    >
      <ReadingFields form={form} names={READING_NAMES} />
    </GuardedDialog>
  );
}
