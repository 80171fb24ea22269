import { useFormError, useText } from "@rapport/app-shell";
import { WebhookKind } from "@rapport/contract/data-sources";
import { CheckGroup, TextField, useForm } from "@rapport/ui";
import { z } from "zod";
import { GuardedDialog } from "../records/guarded-dialog.tsx";
import { webhookTexts } from "./texts.ts";

const Draft = z.object({ name: z.string().trim().min(1).max(200), url: z.string().trim().min(1).max(2000), kinds: z.array(WebhookKind).min(1) });
export type WebhookDraft = z.output<typeof Draft>;

export function WebhookForm({
  title,
  start,
  saving,
  onClose,
}: {
  title: string;
  start: WebhookDraft;
  saving: { readonly error: Error | null; readonly isPending: boolean; readonly mutate: (draft: WebhookDraft) => void };
  onClose: () => void;
}) {
  const text = useText(webhookTexts);
  const { refused, rest } = useFormError(saving.error, { schema: Draft });
  const form = useForm({ schema: Draft, start, busy: saving.isPending, refused, onSubmit: (draft) => saving.mutate(draft) });
  return (
    <GuardedDialog title={title} form={form} error={rest} cancelLabel={text("cancel")} submitLabel={text("save")} onClose={onClose}>
      <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
      <TextField label={text("url")} hint={text("urlHint")} type="url" autoComplete="off" spellCheck={false} {...form.field("url")} />
      <CheckGroup
        label={text("kinds")}
        error={form.field("kinds", { too_small: text("kindsNeeded") }).error}
        options={WebhookKind.options.map((value) => ({ value, label: text(`kind.${value}`) }))}
        chosen={form.value("kinds")}
        onChoose={(kinds) => form.set("kinds", kinds)}
      />
    </GuardedDialog>
  );
}
