import { createDataSource, DataSourceType, UploadMode } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Button, describeError, Dialog, Form, Select, TextField, useForm, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { ask, COMPANY } from "../api.ts";
import { sourcesQuery } from "../queries.ts";

/** A source made here has a name; over HTTP it may do without. */
const NewSource = createDataSource.query
  .pick({ mode: true })
  .extend({ type: DataSourceType, name: createDataSource.query.shape.name.unwrap().min(1) })
  .required();

export function CreateDataSource({ suite, open, onOpenChange }: { suite: ReportSuite; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  const { language } = useUi();
  const id = useId();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: (query: z.output<typeof NewSource>) => ask(createDataSource, { params: { company: COMPANY, rsid: suite.rsid }, query }),
    async onSuccess(source) {
      await queryClient.invalidateQueries({ queryKey: sourcesQuery(suite.rsid).queryKey });
      onOpenChange(false);
      await navigate({ to: "/data-sources/$rsid/$dataSourceId", params: { rsid: suite.rsid, dataSourceId: String(source.data_source_id) } });
    },
  });
  const form = useForm({ schema: NewSource, start: { name: "", type: "transactionid", mode: "lenient" }, busy: create.isPending, onSubmit: create.mutate });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("sources.create")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t("sources.cancel")}</Button>
          <Button type="submit" form={id} variant="primary" busy={create.isPending}>
            {t("sources.submit")}
          </Button>
        </>
      }
    >
      <Form form={form} id={id}>
        <TextField label={t("sources.name")} maxLength={200} {...form.field("name", { too_small: t("sources.nameNeeded") })} />
        <Select
          label={t("sources.type")}
          hint={t(`sources.typeHints.${form.value("type")}`)}
          {...form.field("type")}
          options={DataSourceType.options.map((value) => ({ value, label: t(`sources.types.${value}`) }))}
        />
        <Select
          label={t("sources.mode")}
          hint={t(`sources.modeHints.${form.value("mode")}`)}
          {...form.field("mode")}
          options={UploadMode.options.map((value) => ({ value, label: t(`sources.modes.${value}`) }))}
        />
        {create.error !== null && (
          <p className="r-error" role="alert">
            {describeError(create.error, language).text}
          </p>
        )}
      </Form>
    </Dialog>
  );
}
