import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import { askForClient, withdrawClientRequest } from "@rapport/contract/clienteling";
import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { Button, ConfirmDialog, Dialog, ErrorText, TextArea, useFormats, useToast } from "@rapport/ui";
import { requestTexts } from "./request-texts.ts";
import { ownRequestQuery } from "./requests-query.ts";
import { useWhen } from "./requests.tsx";

/** Asks the colleague who has this client in their book for them (TD7). */
export function AskForClient({ customerId }: { customerId: CustomerId }) {
  const text = useText(requestTexts);
  const [open, setOpen] = useState(false);
  const { data } = useQuery(ownRequestQuery(customerId));
  if (data === undefined) return null;
  if (data.askedAt !== null) return <Waiting customerId={customerId} askedAt={data.askedAt} />;
  return (
    <>
      <Button icon="chat" onClick={() => setOpen(true)}>
        {text("ask")}
      </Button>
      {open && <AskDialog customerId={customerId} onClose={() => setOpen(false)} />}
    </>
  );
}

function Waiting({ customerId, askedAt }: { customerId: CustomerId; askedAt: string }) {
  const { appearance } = usePreferences();
  const text = useText(requestTexts);
  const when = useWhen();
  const toast = useToast();
  const queryClient = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => ask(withdrawClientRequest, { params: { customerId } }),
    onSuccess: () => toast.say(text("withdrawn")),
    onError: (error) => toast.warn(describeError(error, appearance.language).text),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ownRequestQuery(customerId).queryKey }),
  });
  return (
    <>
      <p className="r-small r-muted">{text("waiting", { when: when(askedAt) })}</p>
      <Button variant="quiet" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {text("withdraw")}
      </Button>
    </>
  );
}

function AskDialog({ customerId, onClose }: { customerId: CustomerId; onClose: () => void }) {
  const { appearance } = usePreferences();
  const text = useText(requestTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const formats = useFormats();
  const [message, setMessage] = useState("");
  const [isLeaving, setLeaving] = useState(false);
  // The same id when it is sent again, so that it is asked once.
  const [requestId] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: () => ask(askForClient, { params: { customerId, requestId }, body: { text: message.trim() } }),
    onSuccess: ({ owners }) => {
      toast.say(owners.length === 0 ? text("sent") : text("sentTo", { count: owners.length, names: formats.list(owners) }));
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ownRequestQuery(customerId).queryKey }),
  });
  const close = () => {
    if (message.trim() !== "") setLeaving(true);
    else onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !send.isPending) close();
      }}
      title={text("askTitle")}
      footer={
        <>
          <Button onClick={close}>{text("cancel")}</Button>
          <Button variant="primary" busy={send.isPending} onClick={() => send.mutate()}>
            {text("send")}
          </Button>
        </>
      }
    >
      <div className="r-stack">
        <p className="r-muted">{text("askText")}</p>
        <TextArea label={text("message")} value={message} maxLength={500} rows={3} onChange={(event) => setMessage(event.target.value)} />
        <ErrorText>{send.error === null ? undefined : describeError(send.error, appearance.language).text}</ErrorText>
      </div>
      <ConfirmDialog
        open={isLeaving}
        onOpenChange={setLeaving}
        title={text("leaveTitle")}
        text={text("leaveText")}
        confirmLabel={text("leave")}
        cancelLabel={text("stay")}
        onConfirm={onClose}
      />
    </Dialog>
  );
}
