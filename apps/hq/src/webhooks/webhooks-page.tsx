import { ask, useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import { createWebhook } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Button, Card, DataTable, EmptyState, Loaded } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ShownOnce } from "../account/shown-once.tsx";
import { SuitePage } from "../suites/suite-page.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import { webhooksQuery } from "./queries.ts";
import "./webhooks.css";
import { webhookTexts } from "./texts.ts";
import { WebhookForm, type WebhookDraft } from "./webhook-form.tsx";
import { WebhookTag } from "./webhook-tag.tsx";

export function WebhooksPage() {
  const text = useText(webhookTexts);
  return (
    <SuitePage title={text("title")} lead={text("lead")}>
      {(suite) => (
        <>
          <Webhooks suite={suite} />
          <DeliveryLog suite={suite} />
        </>
      )}
    </SuitePage>
  );
}

function Webhooks({ suite }: { suite: ReportSuite }) {
  const text = useText(webhookTexts);
  const webhooks = useQuery(webhooksQuery(suite.rsid));
  const [creating, setCreating] = useState(false);
  const create = (
    <Button variant="primary" icon="plus" onClick={() => setCreating(true)}>
      {text("create")}
    </Button>
  );
  return (
    <Card title={text("list", { suite: suite.name })} actions={webhooks.data !== undefined && webhooks.data.length > 0 && create}>
      <Loaded
        query={webhooks}
        isEmpty={(all) => all.length === 0}
        empty={
          <EmptyState title={text("none")} text={text("noneText")}>
            {create}
          </EmptyState>
        }
      >
        {(all) => (
          <DataTable
            narrow="stack"
            caption={text("list", { suite: suite.name })}
            rows={all}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "name",
                header: text("name"),
                isRowHeader: true,
                cell: ({ id, name }) => (
                  <Link to="/webhooks/$rsid/$webhookId" params={{ rsid: suite.rsid, webhookId: id }}>
                    {name}
                  </Link>
                ),
              },
              { key: "url", header: text("url"), cell: ({ url }) => <span className="hq-webhook-address">{url}</span> },
              { key: "kinds", header: text("kinds"), cell: ({ kinds }) => kinds.map((kind) => text(`kind.${kind}`)).join(", ") },
              { key: "state", header: text("state"), cell: (webhook) => <WebhookTag webhook={webhook} /> },
            ]}
          />
        )}
      </Loaded>
      {creating && <CreateWebhook suite={suite} onClose={() => setCreating(false)} />}
    </Card>
  );
}

function CreateWebhook({ suite: { rsid }, onClose }: { suite: ReportSuite; onClose: () => void }) {
  const text = useText(webhookTexts);
  const queryClient = useQueryClient();
  const [made, setMade] = useState<Reply<typeof createWebhook> | null>(null);
  const create = useMutation({
    mutationFn: (body: WebhookDraft) => ask(createWebhook, { params: { rsid }, body }),
    async onSuccess(webhook) {
      setMade(webhook);
      await queryClient.invalidateQueries({ queryKey: webhooksQuery(rsid).queryKey });
    },
  });
  if (made !== null) return <ShownOnce title={text("secretTitle")} text={text("secretText")} label={text("secret")} secret={made.secret} onClose={onClose} />;
  const start: WebhookDraft = { name: "", url: "", kinds: ["file.failed", "file.rejected_rows", "file.waiting", "source.stopped"] };
  return <WebhookForm title={text("create")} start={start} saving={create} onClose={onClose} />;
}
