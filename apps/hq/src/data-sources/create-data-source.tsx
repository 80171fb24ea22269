import { ask, useFormError, useText } from "@rapport/app-shell";
import { createDataSource, type DataSourceAccount, DataSourceType } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Select, TextField, useForm } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { ShownOnce } from "../account/shown-once.tsx";
import { GuardedDialog } from "../records/guarded-dialog.tsx";
import { COMPANY } from "../company.ts";
import { folderTexts } from "./folder-texts.ts";
import { sourcesQuery } from "./queries.ts";
import { Reading, READING_NAMES, READING_START, type ReadingName } from "./reading.ts";
import { ReadingFields } from "./reading-fields.tsx";
import { readingTexts } from "./reading-texts.ts";
import { sourceTexts } from "./texts.ts";

/** The form requires a name. Over HTTP it is optional. */
const NewSource = Reading.extend({ type: DataSourceType, name: createDataSource.query.shape.name.unwrap().min(1) });

/** Every sender writes dates in some way, and some files have bad rows; the rest can wait. */
const AT_FIRST: readonly ReadingName[] = ["date_format", "mode"];

export function CreateDataSource({ suite, open, onOpenChange }: { suite: ReportSuite; open: boolean; onOpenChange: (open: boolean) => void }) {
  const text = useText(sourceTexts);
  const reading = useText(readingTexts);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const ftp = useText(folderTexts);
  const [made, setMade] = useState<DataSourceAccount>();
  const create = useMutation({
    mutationFn: (query: z.output<typeof NewSource>) => ask(createDataSource, { params: { company: COMPANY, rsid: suite.rsid }, query }),
    async onSuccess(source) {
      await queryClient.invalidateQueries({ queryKey: sourcesQuery(suite.rsid).queryKey });
      onOpenChange(false);
      // The password is in this answer alone.
      if (source.ftp_password === "") await goTo(source);
      else setMade(source);
    },
  });
  const goTo = async (source: DataSourceAccount) =>
    await navigate({ to: "/data-sources/$rsid/$dataSourceId", params: { rsid: suite.rsid, dataSourceId: String(source.data_source_id) } });
  const { refused, rest } = useFormError(create.error, { schema: NewSource });
  const form = useForm({
    schema: NewSource,
    start: { name: "", type: "transactionid", ...READING_START },
    busy: create.isPending,
    refused,
    onSubmit: create.mutate,
  });
  if (made !== undefined)
    return (
      <ShownOnce
        title={ftp("passwordMadeTitle", { login: made.ftp_username })}
        text={ftp("passwordMadeText")}
        label={ftp("password")}
        secret={made.ftp_password}
        onClose={() => void goTo(made)}
      />
    );
  return (
    <GuardedDialog
      open={open}
      title={text("sources.create")}
      form={form}
      error={rest}
      cancelLabel={text("sources.cancel")}
      submitLabel={text("sources.submit")}
      onClose={() => onOpenChange(false)}
    >
      <TextField label={text("sources.name")} {...form.field("name", { too_small: text("sources.nameNeeded") })} />
      <Select
        label={text("sources.type")}
        hint={text(`sources.typeHints.${form.value("type")}`)}
        {...form.field("type")}
        options={DataSourceType.options.map((value) => ({ value, label: text(`sources.types.${value}`) }))}
      />
      <ReadingFields form={form} names={AT_FIRST} />
      <details className="hq-more">
        <summary>{reading("more")}</summary>
        <div className="r-stack">
          <ReadingFields form={form} names={READING_NAMES.filter((name) => !AT_FIRST.includes(name))} />
        </div>
      </details>
    </GuardedDialog>
  );
}
