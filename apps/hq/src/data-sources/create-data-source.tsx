import { createDataSource, DataSourceType, UploadMode } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Button, describeError, Dialog, Select, TextField, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, COMPANY } from "../api.ts";
import { sourcesQuery } from "../queries.ts";

export function CreateDataSource({ suite, open, onOpenChange }: { suite: ReportSuite; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  const { language } = useUi();
  const form = useId();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [type, setType] = useState<DataSourceType>("transactionid");
  const [mode, setMode] = useState<UploadMode>("lenient");
  const [nameError, setNameError] = useState<string>();
  const create = useMutation({
    mutationFn: () => ask(createDataSource, { params: { company: COMPANY, rsid: suite.rsid }, query: { type, name: name.trim(), mode } }),
    async onSuccess(source) {
      await queryClient.invalidateQueries({ queryKey: sourcesQuery(suite.rsid).queryKey });
      onOpenChange(false);
      await navigate({ to: "/data-sources/$rsid/$dataSourceId", params: { rsid: suite.rsid, dataSourceId: String(source.data_source_id) } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setNameError(name.trim() === "" ? t("sources.nameNeeded") : undefined);
    if (name.trim() !== "" && !create.isPending) create.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("sources.create")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t("sources.cancel")}</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            {t("sources.submit")}
          </Button>
        </>
      }
    >
      <form id={form} className="r-stack" onSubmit={submit} noValidate>
        <TextField label={t("sources.name")} value={name} maxLength={200} error={nameError} onChange={(event) => setName(event.target.value)} />
        <Select
          label={t("sources.type")}
          hint={t(`sources.typeHints.${type}`)}
          value={type}
          onChange={(event) => setType(DataSourceType.parse(event.target.value))}
          options={DataSourceType.options.map((value) => ({ value, label: t(`sources.types.${value}`) }))}
        />
        <Select
          label={t("sources.mode")}
          hint={t(`sources.modeHints.${mode}`)}
          value={mode}
          onChange={(event) => setMode(UploadMode.parse(event.target.value))}
          options={UploadMode.options.map((value) => ({ value, label: t(`sources.modes.${value}`) }))}
        />
        {create.error !== null && (
          <p className="r-error" role="alert">
            {describeError(create.error, language).text}
          </p>
        )}
      </form>
    </Dialog>
  );
}
