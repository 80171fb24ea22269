import { ask, useFormError, useText } from "@rapport/app-shell";
import { Language } from "@rapport/contract";
import { getSourceMail, setSourceMail, type SourceMail } from "@rapport/contract/data-sources";
import { Banner, Button, Card, Checkbox, Loaded, Select, TextArea, useForm, useToast } from "@rapport/ui";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { GuardedDialog } from "../../records/guarded-dialog.tsx";
import { placeOf } from "../ids/queries.ts";
import { tellingTexts } from "./texts.ts";
import type { SourcePlace } from "../source-place.ts";

function mailQuery(place: SourcePlace) {
  return queryOptions({ queryKey: ["source-mail", place.rsid, place.dataSourceId], queryFn: () => ask(getSourceMail, { params: placeOf(place) }) });
}

/** Who gets mail about a source, and whether the server sends any (NO4). */
export function MailCard({ place, name }: { place: SourcePlace; name: string }) {
  const text = useText(tellingTexts);
  const mail = useQuery(mailQuery(place));
  const [changing, setChanging] = useState(false);
  return (
    <Card title={text("title")} actions={mail.data !== undefined && <Button onClick={() => setChanging(true)}>{text("change")}</Button>}>
      <Loaded query={mail}>
        {(settings) => (
          <div className="r-stack">
            <p className="r-small r-muted">{text("lead")}</p>
            {!settings.isOn && (
              <Banner tone="warn" title={text("off")}>
                {text("offText")}
              </Banner>
            )}
            {settings.unusable !== null && (
              <Banner tone="warn" title={text("unusable", { email: settings.unusable })}>
                {text("unusableText")}
              </Banner>
            )}
            <dl className="hq-settings">
              <div>
                <dt>{text("addresses")}</dt>
                <dd>{settings.addresses.length === 0 ? text("nobody") : settings.addresses.join(", ")}</dd>
              </div>
              <div>
                <dt>{text("language")}</dt>
                <dd>{text(`language.${settings.language}`)}</dd>
              </div>
              <div>
                <dt>{text("loaded")}</dt>
                <dd>{text(settings.loaded ? "loaded.yes" : "loaded.no")}</dd>
              </div>
            </dl>
            {changing && <ChangeMail place={place} name={name} settings={settings} onClose={() => setChanging(false)} />}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

const Form = z.object({ addresses: z.string(), language: Language, loaded: z.boolean() });

function ChangeMail({ place, name, settings, onClose }: { place: SourcePlace; name: string; settings: SourceMail; onClose: () => void }) {
  const text = useText(tellingTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: ({ addresses, ...rest }: z.output<typeof Form>) =>
      ask(setSourceMail, {
        params: placeOf(place),
        body: { addresses: addresses.split(/[\s,;]+/).filter((address) => address !== ""), ...rest },
      }),
    onSuccess(saved) {
      queryClient.setQueryData(mailQuery(place).queryKey, saved);
      toast.say(text("saved"));
      onClose();
    },
  });
  const { refused, rest } = useFormError(change.error, { schema: Form });
  const { addresses, language, loaded } = settings;
  const form = useForm({
    schema: Form,
    start: { addresses: addresses.join("\n"), language, loaded },
    busy: change.isPending,
    refused,
    onSubmit: change.mutate,
  });
  return (
    <GuardedDialog title={text("changeTitle", { name })} form={form} error={rest} cancelLabel={text("cancel")} submitLabel={text("save")} onClose={onClose}>
      <TextArea label={text("addresses")} hint={text("addressesHint")} rows={4} spellCheck={false} {...form.field("addresses")} />
      <Select label={text("language")} {...form.field("language")} options={Language.options.map((value) => ({ value, label: text(`language.${value}`) }))} />
      <Checkbox label={text("loadedField")} checked={form.value("loaded")} onChange={({ target }) => form.set("loaded", target.checked)} />
    </GuardedDialog>
  );
}
