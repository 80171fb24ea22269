import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { PERMISSIONS } from "@rapport/contract";
import { type ApiKey, revokeApiKey } from "@rapport/contract/access";
import { Button, Card, ConfirmDialog, DataTable, EmptyState, Loaded, Tag, type Tone, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PageHead } from "../shell/page-head.tsx";
import "./api-keys.css";
import { CreateKey } from "./create-key.tsx";
import { apiKeysQuery } from "./queries.ts";
import { apiKeyTexts } from "./texts.ts";

const TONES = { active: "good", expired: "warn", revoked: "neutral" } as const satisfies Record<ApiKey["state"], Tone>;

export function ApiKeysPage() {
  const text = useText(apiKeyTexts);
  const keys = useQuery(apiKeysQuery);
  const [creating, setCreating] = useState(false);
  const create = (
    <Button variant="primary" icon="plus" onClick={() => setCreating(true)}>
      {text("create")}
    </Button>
  );
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")}>
        {create}
      </PageHead>
      <Card>
        <Loaded query={keys} isEmpty={(all) => all.length === 0} empty={<EmptyState title={text("empty")} text={text("emptyText")} />}>
          {(all) => <Keys keys={all} />}
        </Loaded>
      </Card>
      {creating && <CreateKey onClose={() => setCreating(false)} />}
    </>
  );
}

function Keys({ keys }: { keys: readonly ApiKey[] }) {
  const text = useText(apiKeyTexts);
  const formats = useFormats();
  const { appearance } = usePreferences();
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  const words = (key: ApiKey) => key.permissions.map((permission) => PERMISSIONS[permission].words[appearance.language]).join(", ");
  return (
    <>
      <DataTable
        narrow="stack"
        caption={text("title")}
        rows={keys}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: text("name"),
            isRowHeader: true,
            cell: ({ name, start }) => (
              <>
                {name}
                {start !== "" && <span className="hq-key-start">{start}…</span>}
              </>
            ),
          },
          { key: "may", header: text("permissions"), cell: (key) => <span className="hq-key-words">{words(key)}</span> },
          { key: "where", header: text("legalEntities"), cell: ({ legalEntities }) => legalEntities?.join(", ") ?? text("allEntities") },
          {
            key: "made",
            header: text("made"),
            cell: ({ madeBy, createdAt }) => (madeBy === null ? text("fromSettings") : text("madeBy", { day: formats.date(createdAt), name: madeBy })),
          },
          { key: "used", header: text("used"), cell: ({ lastUsedAt }) => (lastUsedAt === null ? text("neverUsed") : formats.dateTime(lastUsedAt)) },
          { key: "expires", header: text("expires"), cell: ({ expiresAt }) => (expiresAt === null ? text("expires.never") : formats.date(expiresAt)) },
          { key: "state", header: text("state"), cell: ({ state }) => <Tag tone={TONES[state]}>{text(`state.${state}`)}</Tag> },
          {
            key: "actions",
            header: text("actions"),
            cell: (key) =>
              key.state !== "revoked" && (
                <Button variant="quiet" aria-label={text("revokeNamed", { name: key.name })} onClick={() => setLeaving(key)}>
                  {text("revoke")}
                </Button>
              ),
          },
        ]}
      />
      {leaving !== null && <Revoke apiKey={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function Revoke({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const text = useText(apiKeyTexts);
  const { appearance } = usePreferences();
  const toast = useToast();
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => ask(revokeApiKey, { params: { apiKeyId: id } }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
      toast.say(text("revoked", { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={text("revokeTitle", { name })}
      text={text("revokeText")}
      confirmLabel={text("revoke")}
      cancelLabel={text("cancel")}
      busy={revoke.isPending}
      error={revoke.error === null ? undefined : describeError(revoke.error, appearance.language).text}
      onConfirm={() => revoke.mutate()}
    />
  );
}
