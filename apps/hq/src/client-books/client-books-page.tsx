import { ask, useFormError, usePreferences, useText } from "@rapport/app-shell";
import { putParameters } from "@rapport/contract/clienteling";
import { NumberSequence, putNumberSequence } from "@rapport/contract/organisation";
import { Button, Card, Form, Loaded, Select, TextField, useForm, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { UnsavedGuard } from "../records/unsaved-guard.tsx";
import { CLIENT_BOOKS_KEY, clientBookSettingsQuery, type ClientBookSettings } from "./queries.ts";
import { clientBookTexts } from "./texts.ts";

/** An empty field stands for nothing. A format that is assigned can be replaced, not taken away. */
const Numbered = z.object({
  format: NumberSequence.shape.format,
  clientBookAttributeGroup: z.string(),
  customerAttributeGroup: z.string(),
});
const Unnumbered = Numbered.extend({ format: z.union([z.literal(""), NumberSequence.shape.format]) });
type Values = z.output<typeof Unnumbered>;

/** How client books of a legal entity are numbered, and what they show of customers. */
export function ClientBooksPage() {
  const text = useText(clientBookTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <OfEntity key={entity.code} legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function OfEntity({ legalEntity, name }: { legalEntity: string; name: string }) {
  const settings = useQuery(clientBookSettingsQuery(legalEntity));
  return (
    <Card title={name} className="hq-record">
      <Loaded query={settings}>{(loaded) => <Fields legalEntity={legalEntity} settings={loaded} />}</Loaded>
    </Card>
  );
}

function Fields({ legalEntity, settings: { sequence, parameters, groups } }: { legalEntity: string; settings: ClientBookSettings }) {
  const text = useText(clientBookTexts);
  const formats = useFormats();
  const toast = useToast();
  const queryClient = useQueryClient();
  const { language } = usePreferences().appearance;
  const start: Values = {
    format: sequence?.format ?? "",
    clientBookAttributeGroup: parameters.clientBookAttributeGroup ?? "",
    customerAttributeGroup: parameters.customerAttributeGroup ?? "",
  };
  const save = useMutation({
    async mutationFn(values: Values) {
      if (values.format !== "") await ask(putNumberSequence, { params: { legalEntity, reference: "clientBook" }, body: { format: values.format } });
      await ask(putParameters, {
        params: { legalEntity },
        body: { clientBookAttributeGroup: orNull(values.clientBookAttributeGroup), customerAttributeGroup: orNull(values.customerAttributeGroup) },
      });
      return values;
    },
    async onSuccess(values) {
      form.restart(values);
      await queryClient.invalidateQueries({ queryKey: [CLIENT_BOOKS_KEY] });
      toast.say(text("saved"));
    },
  });
  const schema = sequence === undefined ? Unnumbered : Numbered;
  const { refused, rest } = useFormError(save.error, { schema });
  const form = useForm({ schema, start, busy: save.isPending, refused, onSubmit: save.mutate });
  const choices = [
    { value: "", label: text("noGroup") },
    ...groups.map(({ code, name, members }) => {
      const title = (language === "nl" ? name.nl : undefined) ?? name.en;
      return { value: code as string, label: members.length === 0 ? text("emptyGroup", { name: title }) : title };
    }),
  ];
  return (
    <Form form={form}>
      <UnsavedGuard isUnsaved={() => form.isChanged} />
      <TextField
        label={text("format")}
        hint={sequence === undefined ? text("formatHint") : `${text("formatHint")} ${text("next", { next: formats.number(sequence.next) })}`}
        autoComplete="off"
        spellCheck={false}
        {...form.field("format")}
      />
      <Select label={text("bookGroup")} hint={text("bookGroupHint")} {...form.field("clientBookAttributeGroup")} options={choices} />
      <Select label={text("customerGroup")} hint={text("customerGroupHint")} {...form.field("customerAttributeGroup")} options={choices} />
      {rest !== undefined && (
        <p className="r-error" role="alert">
          {rest}
        </p>
      )}
      <div>
        <Button type="submit" variant="primary" busy={save.isPending}>
          {text("save")}
        </Button>
      </div>
    </Form>
  );
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}
