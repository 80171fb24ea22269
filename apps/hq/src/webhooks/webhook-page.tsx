import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { Refusal, Rsid } from "@rapport/contract";
import { changeWebhook, deleteWebhook, rotateWebhookSecret, testWebhook, type Webhook } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Banner, Button, Card, ConfirmDialog, ErrorState, Loaded, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ShownOnce } from "../account/shown-once.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { useSuite, useSuiteFormats } from "../suites/suite-time.ts";
import { DeliveryLog } from "./delivery-log.tsx";
import { deliveriesQuery, webhooksQuery } from "./queries.ts";
import "../data-sources/data-sources.css";
import "./webhooks.css";
import { webhookTexts } from "./texts.ts";
import { WebhookForm, type WebhookDraft } from "./webhook-form.tsx";
import { WebhookTag } from "./webhook-tag.tsx";

export function WebhookPage() {
  const params = useParams({ from: "/signed-in/webhooks/$rsid/$webhookId" });
  const rsid = Rsid.parse(params.rsid);
  const suite = useSuite(rsid);
  const webhooks = useQuery(webhooksQuery(rsid));
  return (
    <Loaded query={webhooks}>
      {(all) => {
        const webhook = all.find(({ id }) => id === params.webhookId);
        if (webhook === undefined) return <ErrorState error={new Refusal("webhook.unknown", {})} />;
        return suite === undefined ? null : <One suite={suite} webhook={webhook} />;
      }}
    </Loaded>
  );
}

type Asking = "edit" | "rotate" | "remove" | null;

function One({ suite, webhook }: { suite: ReportSuite; webhook: Webhook }) {
  const text = useText(webhookTexts);
  const formats = useSuiteFormats(suite.timeZone);
  const { asking, setAsking, secret, setSecret, edit, turn, test, rotate, remove } = useActions({ suite, webhook });
  const { name, url, kinds, state, failingSince, oldSecretUntil } = webhook;
  const isOn = state === "on";
  return (
    <>
      <PageHead
        title={name}
        trail={[
          {
            key: "webhooks",
            link: (
              <Link to="/webhooks" search={{ suite: suite.rsid }}>
                {text("title")}
              </Link>
            ),
          },
        ]}
        facts={<WebhookTag webhook={webhook} />}
      >
        <Button disabled={!isOn} busy={test.isPending} onClick={() => test.mutate()}>
          {text("test")}
        </Button>
        <Button busy={turn.isPending} onClick={() => turn.mutate(!isOn)}>
          {text(isOn ? "turnOff" : "turnOn")}
        </Button>
      </PageHead>
      {isOn && failingSince !== null && (
        <Banner tone="warn" title={text("failing", { since: formats.dateTime(failingSince) })}>
          {text("failingText")}
        </Banner>
      )}
      <Card
        title={text("settings")}
        actions={
          <>
            <Button onClick={() => setAsking("edit")}>{text("edit")}</Button>
            <Button onClick={() => setAsking("rotate")}>{text("rotate")}</Button>
            <Button onClick={() => setAsking("remove")}>{text("remove")}</Button>
          </>
        }
      >
        <dl className="hq-settings">
          <div>
            <dt>{text("url")}</dt>
            <dd className="hq-webhook-address">{url}</dd>
          </div>
          <div>
            <dt>{text("kinds")}</dt>
            <dd>{kinds.map((kind) => text(`kind.${kind}`)).join(", ")}</dd>
          </div>
        </dl>
        {oldSecretUntil !== null && <p className="r-small r-muted">{text("oldSecret", { until: formats.dateTime(oldSecretUntil) })}</p>}
      </Card>
      <DeliveryLog suite={suite} webhook={webhook.id} />
      {asking === "edit" && <WebhookForm title={text("editTitle", { name })} start={{ name, url, kinds }} saving={edit} onClose={() => setAsking(null)} />}
      {asking === "rotate" && (
        <ConfirmDialog
          title={text("rotateTitle", { name })}
          text={text("rotateText")}
          confirmLabel={text("rotate")}
          cancelLabel={text("cancel")}
          busy={rotate.isPending}
          onConfirm={() => rotate.mutate()}
          open
          onOpenChange={(open) => !open && setAsking(null)}
        />
      )}
      {asking === "remove" && (
        <ConfirmDialog
          title={text("removeTitle", { name })}
          text={text("removeText")}
          confirmLabel={text("remove")}
          cancelLabel={text("cancel")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          open
          onOpenChange={(open) => !open && setAsking(null)}
        />
      )}
      {secret !== null && (
        <ShownOnce title={text("secretTitle")} text={text("secretText")} label={text("secret")} secret={secret} onClose={() => setSecret(null)} />
      )}
    </>
  );
}

function useActions({ suite: { rsid }, webhook: { id, name } }: { suite: ReportSuite; webhook: Webhook }) {
  const text = useText(webhookTexts);
  const toast = useToast();
  const navigate = useNavigate();
  const { appearance } = usePreferences();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<Asking>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const params = { rsid, webhookId: id };
  const refresh = async () => {
    await queryClient.invalidateQueries({ queryKey: webhooksQuery(rsid).queryKey });
    await queryClient.invalidateQueries({ queryKey: deliveriesQuery({ rsid }).queryKey.slice(0, 2) });
  };
  const onError = (error: Error) => toast.say(describeError(error, appearance.language).text);
  const edit = useMutation({
    mutationFn: (body: WebhookDraft) => ask(changeWebhook, { params, body }),
    async onSuccess() {
      await refresh();
      toast.say(text("saved"));
      setAsking(null);
    },
  });
  const turn = useMutation({ mutationFn: (isOn: boolean) => ask(changeWebhook, { params, body: { isOn } }), onSuccess: refresh, onError });
  const test = useMutation({
    mutationFn: () => ask(testWebhook, { params }),
    async onSuccess() {
      toast.say(text("tested"));
      await refresh();
    },
    onError,
  });
  const rotate = useMutation({
    mutationFn: () => ask(rotateWebhookSecret, { params }),
    async onSuccess({ secret: made }) {
      setAsking(null);
      setSecret(made);
      await refresh();
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: () => ask(deleteWebhook, { params }),
    async onSuccess() {
      toast.say(text("removed", { name }));
      await navigate({ to: "/webhooks", search: { suite: rsid } });
      await refresh();
    },
    onError,
  });
  return { asking, setAsking, secret, setSecret, edit, turn, test, rotate, remove };
}
