import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { PERMISSIONS } from "@rapport/contract";
import { type ApiKey, revokeApiKey } from "@rapport/contract/access";
import { Button, Card, ConfirmDialog, Tag, type Tone, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { askedFor } from "../records/list-search.ts";
import { RecordList } from "../records/list-page.tsx";
import { PageHead } from "../shell/page-head.tsx";
import "./api-keys.css";
import { CreateKey } from "./create-key.tsx";
import { API_KEY_SORTS, API_KEYS_KEY, apiKeysQuery, readApiKeys } from "./queries.ts";
import { apiKeyTexts } from "./texts.ts";

const TONES = { active: "good", expired: "warn", revoked: "neutral" } as const satisfies Record<ApiKey["state"], Tone>;

export function ApiKeysPage() {
  const text = useText(apiKeyTexts);
  const formats = useFormats();
  const { appearance } = usePreferences();
  const search = useSearch({ from: "/signed-in/api-keys" });
  const query = useQuery(apiKeysQuery(askedFor(search, { sorts: API_KEY_SORTS })));
  const [creating, setCreating] = useState(false);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  const create = (
    <Button variant="primary" icon="plus" onClick={() => setCreating(true)}>
      {text("create")}
    </Button>
  );
  const words = (key: ApiKey) => key.permissions.map((permission) => PERMISSIONS[permission].words[appearance.language]).join(", ");
  const made = ({ madeBy, createdAt }: ApiKey, day: (at: string) => string) =>
    madeBy === null ? text("fromSettings") : text("madeBy", { day: day(createdAt), name: madeBy });
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")}>
        {create}
      </PageHead>
      <Card>
        <RecordList
          name={text("title")}
          search={search}
          query={query}
          whole={async () => (await readApiKeys(askedFor(search, { sorts: API_KEY_SORTS, whole: true }))).rows}
          rowKey={({ id }) => id}
          begin={{ title: text("empty"), text: text("emptyText") }}
          create={create}
          columns={[
            {
              key: "name",
              header: text("name"),
              isRowHeader: true,
              sortable: true,
              text: ({ name, start }) => (start === "" ? name : `${name} (${start}…)`),
              cell: ({ name, start }) => (
                <>
                  {name}
                  {start !== "" && <span className="hq-key-start">{start}…</span>}
                </>
              ),
            },
            { key: "may", header: text("permissions"), text: words, cell: (key) => <span className="hq-key-words">{words(key)}</span> },
            { key: "where", header: text("legalEntities"), text: ({ legalEntities }) => legalEntities?.join(", ") ?? text("allEntities") },
            { key: "createdAt", header: text("made"), sortable: true, text: (key) => made(key, (at) => at), cell: (key) => made(key, formats.date) },
            {
              key: "lastUsedAt",
              header: text("used"),
              sortable: true,
              text: ({ lastUsedAt }) => lastUsedAt ?? text("neverUsed"),
              cell: ({ lastUsedAt }) => (lastUsedAt === null ? text("neverUsed") : formats.dateTime(lastUsedAt)),
            },
            {
              key: "expiresAt",
              header: text("expires"),
              sortable: true,
              text: ({ expiresAt }) => expiresAt ?? text("expires.never"),
              cell: ({ expiresAt }) => (expiresAt === null ? text("expires.never") : formats.date(expiresAt)),
            },
            {
              key: "state",
              header: text("state"),
              text: ({ state }) => text(`state.${state}`),
              cell: ({ state }) => <Tag tone={TONES[state]}>{text(`state.${state}`)}</Tag>,
            },
            {
              key: "actions",
              header: text("actions"),
              isActions: true,
              text: () => "",
              cell: (key) =>
                key.state !== "revoked" && (
                  <Button variant="quiet" aria-label={text("revokeNamed", { name: key.name })} onClick={() => setLeaving(key)}>
                    {text("revoke")}
                  </Button>
                ),
            },
          ]}
        />
      </Card>
      {creating && <CreateKey onClose={() => setCreating(false)} />}
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
      await queryClient.invalidateQueries({ queryKey: [API_KEYS_KEY] });
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
