import { ask, useFormError, usePreferences, useText } from "@rapport/app-shell";
import { PERMISSIONS, type Reply } from "@rapport/contract";
import { createApiKey, HqPermission, NewApiKey } from "@rapport/contract/access";
import { CheckGroup, Select, TextField, useForm } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { GuardedDialog } from "../records/guarded-dialog.tsx";
import { sessionQuery } from "../session/session-query.ts";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import { NewKey } from "./new-key.tsx";
import { API_KEYS_KEY } from "./queries.ts";
import { apiKeyTexts } from "./texts.ts";

const DAYS = ["30", "90", "365", "never"] as const;
const DAY_MS = 86_400_000;

/** The values of the form. All legal entities or some is a choice of its own, and the expiry is a number of days. */
const Draft = NewApiKey.pick({ name: true, permissions: true }).extend({
  where: z.enum(["all", "some"]),
  legalEntities: z.array(z.string()),
  expiresAt: z.enum(DAYS),
});

export function CreateKey({ onClose }: { onClose: () => void }) {
  const text = useText(apiKeyTexts);
  const { appearance } = usePreferences();
  const queryClient = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const entities = useQuery(entitiesQueryFor("apiKey.manage"));
  const [made, setMade] = useState<Reply<typeof createApiKey> | null>(null);
  const [noEntity, setNoEntity] = useState(false);
  const create = useMutation({
    mutationFn: ({ where, legalEntities, expiresAt, ...rest }: z.output<typeof Draft>) =>
      ask(createApiKey, {
        body: {
          ...rest,
          legalEntities: where === "all" ? null : legalEntities,
          expiresAt: expiresAt === "never" ? null : new Date(Date.now() + Number(expiresAt) * DAY_MS).toISOString(),
        },
      }),
    async onSuccess(key) {
      setMade(key);
      await queryClient.invalidateQueries({ queryKey: [API_KEYS_KEY] });
    },
  });
  const { refused, rest } = useFormError(create.error, { schema: Draft });
  const form = useForm({
    schema: Draft,
    start: { name: "", permissions: [], where: "all", legalEntities: [], expiresAt: "365" },
    busy: create.isPending,
    refused,
    onSubmit: (draft) => {
      const lacks = draft.where === "some" && draft.legalEntities.length === 0;
      setNoEntity(lacks);
      if (!lacks) create.mutate(draft);
    },
  });
  if (made !== null) return <NewKey made={made} onClose={onClose} />;
  const held = HqPermission.options.filter((permission) => session?.permissions.includes(permission) === true);
  return (
    <GuardedDialog title={text("create")} form={form} error={rest} cancelLabel={text("cancel")} submitLabel={text("submit")} onClose={onClose}>
      <TextField label={text("name")} hint={text("nameHint")} autoComplete="off" {...form.field("name")} />
      <CheckGroup
        label={text("permissions")}
        error={form.field("permissions", { too_small: text("permissionsNeeded") }).error}
        options={held.map((value) => ({ value, label: PERMISSIONS[value].words[appearance.language] }))}
        chosen={form.value("permissions")}
        onChoose={(chosen) => form.set("permissions", chosen)}
      />
      <Select
        label={text("legalEntities")}
        {...form.field("where")}
        options={(["all", "some"] as const).map((value) => ({ value, label: text(`${value}Entities`) }))}
      />
      {form.value("where") === "some" && (
        <CheckGroup
          label={text("which")}
          error={noEntity && form.value("legalEntities").length === 0 ? text("whichNeeded") : form.field("legalEntities").error}
          options={(entities.data ?? []).map(({ code, name }) => ({ value: code as string, label: `${name} (${code})` }))}
          chosen={form.value("legalEntities")}
          onChoose={(chosen) => form.set("legalEntities", chosen)}
        />
      )}
      <Select label={text("expires")} {...form.field("expiresAt")} options={DAYS.map((value) => ({ value, label: text(`expires.${value}`) }))} />
    </GuardedDialog>
  );
}
