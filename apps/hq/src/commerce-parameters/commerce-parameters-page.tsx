import { ask, useFormError, useText } from "@rapport/app-shell";
import { Refusal } from "@rapport/contract";
import { putParameters } from "@rapport/contract/clienteling";
import { NumberReference } from "@rapport/contract/organisation";
import { Button, Card, ErrorText, Form, Loaded, Tabs, useForm, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import "../records/records.css";
import { useFeatureIsOn } from "../session/use-feature.ts";
import { UnsavedGuard } from "../records/unsaved-guard.tsx";
import { ParametersConflict } from "./parameters-conflict.tsx";
import { ClientelingTab } from "./clienteling-tab.tsx";
import { changesOf, parametersForm, type ParameterValues, SEQUENCE_FIELDS, valuesOf } from "./form-values.ts";
import { ImportLink } from "../lists/import-link.tsx";
import { GroupField } from "./group-field.tsx";
import { NumbersTab } from "./numbers-tab.tsx";
import { type CommerceSettings, commerceSettingsQuery, PARAMETERS_KEY } from "./queries.ts";
import { SearchTab } from "./search-tab.tsx";
import { PARAMETER_TABS, type ParameterTab } from "./tabs.ts";
import { parameterTexts } from "./texts.ts";

/** What every store of a legal entity follows: attribute groups, numbers of client books, what a card shows. */
export function CommerceParametersPage() {
  const text = useText(parameterTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <OfEntity key={entity.code} legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function OfEntity({ legalEntity, name }: { legalEntity: string; name: string }) {
  const settings = useQuery(commerceSettingsQuery(legalEntity));
  return (
    <Card
      title={name}
      className="hq-record"
      actions={
        <>
          <ImportLink list="parameters" named />
          <ImportLink list="number-sequences" named />
        </>
      }
    >
      <Loaded query={settings}>{(loaded) => <Fields legalEntity={legalEntity} name={name} settings={loaded} />}</Loaded>
    </Card>
  );
}

const FIELDS: Readonly<Record<ParameterTab, readonly (keyof ParameterValues)[]>> = {
  general: ["customerAttributeGroup"],
  search: ["searchCriteria", "searchAttributes", "sharesCustomers"],
  numbers: [...Object.values(SEQUENCE_FIELDS.clientBook), ...Object.values(SEQUENCE_FIELDS.customer)],
  clienteling: ["clientBookAttributeGroup", "measures", "booksPerCustomer", "activityTypeHours"],
};

const WITHOUT_CLIENTELING: ReadonlySet<ParameterTab> = new Set(["general", "search", "numbers"]);
const NAMES = Object.values(FIELDS).flat();

/** One form over all tabs, so that changing the tab loses nothing. A tab with something to mend says so. */
function Fields({ legalEntity, name, settings }: { legalEntity: string; name: string; settings: CommerceSettings }) {
  const text = useText(parameterTexts);
  const toast = useToast();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // Its tabs are hidden while it is off (R75).
  const isClientelingOn = useFeatureIsOn("clienteling");
  const { tab: wanted = "general" } = useSearch({ from: "/signed-in/commerce-parameters" });
  const tab = isClientelingOn || WITHOUT_CLIENTELING.has(wanted) ? wanted : "general";
  const [read, setRead] = useState(() => ({ settings, schema: parametersForm(settings) }));
  const { schema } = read;
  const [theirs, setTheirs] = useState<CommerceSettings | null>(null);
  const newest = () => queryClient.fetchQuery({ ...commerceSettingsQuery(legalEntity), staleTime: 0 });
  const save = useMutation({
    async mutationFn({ values, over }: { values: ParameterValues; over: CommerceSettings }) {
      const body = changesOf(values, valuesOf(over));
      // Several tabs are one write: all of it is stored or nothing.
      if (Object.keys(body).length > 0) await ask(putParameters, { params: { legalEntity }, query: { version: over.parameters.saved.version }, body });
      return await newest();
    },
    async onError(error) {
      if (error instanceof Refusal && error.code === "saved.meanwhile") setTheirs(await newest());
    },
    async onSuccess(stored) {
      startFrom(stored);
      await queryClient.invalidateQueries({ queryKey: [PARAMETERS_KEY] });
      toast.say(text("saved"));
    },
  });
  const startFrom = (stored: CommerceSettings) => {
    setRead({ settings: stored, schema: parametersForm(stored) });
    form.restart(valuesOf(stored));
  };
  /** From now on the form starts from what the other person saved, with the kept values on top. */
  const goOnFrom = (stored: CommerceSettings, kept: Partial<ParameterValues>) => {
    setTheirs(null);
    save.reset();
    startFrom(stored);
    for (const name of NAMES) if (kept[name] !== undefined) form.set(name, kept[name]);
    return { values: { ...valuesOf(stored), ...kept }, over: stored };
  };
  const { refused, rest } = useFormError(save.error, { schema });
  const form = useForm({
    schema,
    start: valuesOf(settings),
    busy: save.isPending,
    refused,
    onSubmit: (values) => save.mutate({ values, over: read.settings }),
  });
  const titleOf = (one: ParameterTab) => {
    const title = text(`tab.${one}`);
    return one !== tab && FIELDS[one].some((field) => form.field(field).error !== undefined) ? text("toMend", { tab: title }) : title;
  };
  const panels: Readonly<Record<ParameterTab, ReactNode>> = {
    general: <GroupField legalEntity={legalEntity} label={text("customerGroup")} hint={text("customerGroupHint")} {...form.field("customerAttributeGroup")} />,
    search: <SearchTab legalEntity={legalEntity} form={form} />,
    numbers: (
      <NumbersTab
        legalEntity={legalEntity}
        form={form}
        sequences={read.settings.sequences}
        references={isClientelingOn ? NumberReference.options : ["customer"]}
      />
    ),
    clienteling: <ClientelingTab legalEntity={legalEntity} form={form} />,
  };
  return (
    <Form form={form}>
      {theirs !== null && (
        <ParametersConflict
          values={Object.fromEntries(NAMES.map((name) => [name, form.value(name)])) as ParameterValues}
          seen={valuesOf(read.settings)}
          theirs={theirs}
          onTheirs={() => goOnFrom(theirs, {})}
          onMine={(kept) => save.mutate(goOnFrom(theirs, kept))}
        />
      )}
      <UnsavedGuard isUnsaved={() => form.isChanged} />
      <Tabs
        label={name}
        chosen={tab}
        onChosen={(chosen) => void navigate({ to: "/commerce-parameters", search: (before) => ({ ...before, tab: chosen }), replace: true })}
        tabs={PARAMETER_TABS.filter((id) => WITHOUT_CLIENTELING.has(id) || isClientelingOn).map((id) => ({
          id,
          title: titleOf(id),
          panel: <div className="r-stack">{panels[id]}</div>,
        }))}
      />
      {theirs === null && <ErrorText>{rest}</ErrorText>}
      <div className="r-row">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={theirs !== null}>
          {text("save")}
        </Button>
      </div>
    </Form>
  );
}
