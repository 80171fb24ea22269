import { lazy, Suspense, useState } from "react";
import type { CustomerDetails } from "@rapport/contract/customers";
import { Button, ConfirmDialog, IconButton, Menu } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { NotApproved, useApprovals } from "../approval/approval.tsx";
import { useMay } from "../session/use-session.ts";
import { focusHeading } from "../shell/page-title.tsx";
import { useBookMembership } from "./use-book-membership.ts";
import { customerTexts } from "./texts.ts";

// Loaded when somebody is first reassigned.
const ReassignDialog = lazy(async () => ({ default: (await import("../client-book/reassign-dialog.tsx")).ReassignDialog }));

const AskForClient = lazy(async () => ({ default: (await import("../today/ask-for-client.tsx")).AskForClient }));

/** A client of a colleague can be given to somebody else (R11). */
function ReassignCustomer({ customer }: { customer: CustomerDetails }) {
  const text = useText(customerTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text("customer.reassign")}</Button>
      {open && (
        <Suspense>
          <ReassignDialog
            chosen={{ kind: "clients", customerIds: [customer.customerId] }}
            count={1}
            // Out of the first book of this store; the primary owner may be another store's associate.
            from={null}
            onClose={() => setOpen(false)}
            onDone={focusHeading}
          />
        </Suspense>
      )}
    </>
  );
}

/** Buttons that add a customer who may be in one book more (R4), or remove one from the associate's own book. Both show without the right too, which somebody can lend (R50). */
export function BookActions({ customer }: { customer: CustomerDetails }) {
  const { appearance } = usePreferences();
  const text = useText(customerTexts);
  const [asking, setAsking] = useState(false);
  const { add, remove } = useBookMembership(customer);
  const { isAsking } = useApprovals();
  const mayReassign = useMay("clientBook.viewStore");
  const mayAsk = useMay("clientBook.view");
  const isMine = customer.books.some(({ mine }) => mine);
  if (!isMine) {
    return (
      <>
        {customer.hasRoom && (
          <Button icon="plus" busy={add.isPending} onClick={() => add.mutate()}>
            {text("customer.add")}
          </Button>
        )}
        {mayAsk && customer.books.length > 0 && (
          <Suspense>
            <AskForClient customerId={customer.customerId} />
          </Suspense>
        )}
        {mayReassign && customer.books.length > 0 && <ReassignCustomer customer={customer} />}
      </>
    );
  }
  return (
    <>
      <Menu
        trigger={<IconButton label={text("customer.more")} icon="more" variant="outlined" />}
        entries={[{ kind: "action", label: text("customer.remove"), tone: "bad", onSelect: () => setAsking(true) }]}
      />
      <ConfirmDialog
        open={asking && !isAsking}
        onOpenChange={setAsking}
        title={text("customer.removeTitle", { name: customer.name })}
        text={text("customer.removeText")}
        confirmLabel={text("customer.removeConfirm")}
        cancelLabel={text("customer.cancel")}
        busy={remove.isPending}
        error={remove.error === null || remove.error instanceof NotApproved ? undefined : describeError(remove.error, appearance.language).text}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => setAsking(false) })}
      />
    </>
  );
}
