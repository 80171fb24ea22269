import { ask, useFormError, useText } from "@rapport/app-shell";
import { changeReportSuite, type ReportSuite, type VariableChange } from "@rapport/contract/report-suites";
import { Button, Combobox, ConfirmDialog, Select, TextField, useForm, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { GuardedDialog } from "../../records/guarded-dialog.tsx";
import { suitesQuery } from "../queries.ts";
import { ChangedVariable, changesTo, ENDS, startOf } from "./changed-variable.ts";
import { NAMED_EVENTS, useVariableWords } from "./use-variable-words.ts";
import { isSetUp, kindOf, persists, VARIABLES } from "./variable-kinds.ts";
import { variablesTexts } from "./variables-texts.ts";

const EVENTS = [...NAMED_EVENTS, ...VARIABLES.filter((variable) => kindOf(variable).kind === "event")];

/** Sets one variable up. @param variable null for one that is chosen in the dialog */
export function VariableDialog({ suite, variable, onClose }: { suite: ReportSuite; variable: string | null; onClose: () => void }) {
  const [chosen, setChosen] = useState(variable ?? VARIABLES.find((one) => !isSetUp(suite.variables[one])) ?? "evar1");
  // Another variable has other settings and other fields.
  return <Fields key={chosen} suite={suite} variable={chosen} isNew={variable === null} onChoose={setChosen} onClose={onClose} />;
}

function Fields({
  suite,
  variable,
  isNew,
  onChoose,
  onClose,
}: {
  suite: ReportSuite;
  variable: string;
  isNew: boolean;
  onChoose: (variable: string) => void;
  onClose: () => void;
}) {
  const text = useText(variablesTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const { labelOf, eventOf, allocationOf } = useVariableWords(suite.variables);
  // What was not touched in the form is not sent, so the settings stay as they were when it was opened.
  const [before] = useState(suite.variables[variable]);
  const [isResetting, setResetting] = useState(false);
  const name = labelOf(variable);
  const change = useMutation({
    mutationFn: (settings: VariableChange | null) => ask(changeReportSuite, { params: { rsid: suite.rsid }, body: { variables: { [variable]: settings } } }),
    async onSuccess(_, settings) {
      await queryClient.invalidateQueries({ queryKey: suitesQuery.queryKey });
      toast.say(text(settings === null ? "resetDone" : "saved", { name }));
      onClose();
    },
  });
  const { refused, rest } = useFormError(change.error, { schema: ChangedVariable, within: ["variables", variable] });
  const form = useForm({
    schema: ChangedVariable,
    start: startOf(variable, before),
    busy: change.isPending,
    refused,
    onSubmit(values) {
      const changes = changesTo(before, values);
      if (Object.keys(changes).length === 0) onClose();
      else change.mutate(changes);
    },
  });
  const { kind } = kindOf(variable);
  const allocations = (["mostRecent", "original", "linear"] as const).filter((one) => kind !== "list" || one !== "original");
  const labelled = (one: string) => ({ value: one, label: [labelOf(one), suite.variables[one]?.name].filter((part) => part !== undefined).join(" · ") });
  return (
    <>
      <GuardedDialog
        title={isNew ? text("add") : name}
        description={text("fromNow")}
        form={form}
        error={rest}
        cancelLabel={text("cancel")}
        submitLabel={text("save")}
        onClose={onClose}
      >
        {isNew && <Combobox label={text("variable")} value={variable} options={VARIABLES.map(labelled)} onValue={onChoose} />}
        <TextField label={text("name")} hint={text("nameHint")} autoComplete="off" {...form.field("name")} />
        {persists(variable) && (
          <>
            <Select
              label={text("allocation")}
              hint={text("allocationHint")}
              {...form.field("allocation")}
              options={allocations.map((value) => ({ value, label: allocationOf(variable, value) }))}
            />
            <Select label={text("ends")} {...form.field("ends")} options={ENDS.map((value) => ({ value, label: text(`ends.${value}`) }))} />
            {form.value("ends") === "days" && <TextField label={text("days")} inputMode="numeric" {...form.field("days", { custom: text("daysWrong") })} />}
            {form.value("ends") === "event" && (
              <Combobox
                label={text("eventOf")}
                error={form.field("event", { custom: text("eventWrong") }).error}
                value={form.value("event")}
                options={EVENTS.map((event) => ({ value: event, label: eventOf(event) }))}
                onValue={(event) => form.set("event", event)}
              />
            )}
          </>
        )}
        {kind === "list" && (
          <TextField
            label={text("delimiter")}
            hint={text("delimiterHint")}
            {...form.field("delimiter", { too_small: text("delimiterWrong"), too_big: text("delimiterWrong") })}
          />
        )}
        {kind === "event" && (
          <Select
            label={text("eventType")}
            {...form.field("eventType")}
            options={(["counter", "numeric", "currency"] as const).map((value) => ({ value, label: text(`eventTypes.${value}`) }))}
          />
        )}
        <TextField label={text("from")} hint={text("fromHint")} autoComplete="off" spellCheck={false} {...form.field("from")} />
        {isSetUp(before) && (
          <div>
            <Button variant="quiet" onClick={() => setResetting(true)}>
              {text("reset")}
            </Button>
          </div>
        )}
      </GuardedDialog>
      <ConfirmDialog
        open={isResetting}
        onOpenChange={setResetting}
        title={text("resetTitle", { name })}
        text={text("resetText")}
        confirmLabel={text("reset")}
        cancelLabel={text("cancel")}
        onConfirm={() => change.mutate(null)}
      />
    </>
  );
}
