import { useFormError, useText } from "@rapport/app-shell";
import { Combobox, useForm, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { GuardedDialog } from "../records/guarded-dialog.tsx";
import { moveClients, ownersQuery, useBooksChanged, type OneBook } from "./queries.ts";
import { bookTexts } from "./texts.ts";

const Values = z.object({ to: z.string().min(1) });

/** To whom the chosen clients go: all of them, or none. */
export function MoveDialog({
  params,
  name,
  accountNumbers,
  onClose,
  onDone,
}: {
  params: OneBook;
  name: string;
  accountNumbers: readonly string[];
  onClose: () => void;
  onDone: () => void;
}) {
  const text = useText(bookTexts);
  const formats = useFormats();
  const toast = useToast();
  const booksChanged = useBooksChanged();
  const owners = (useQuery(ownersQuery(params.legalEntity)).data ?? []).filter(({ operatorId }) => operatorId !== params.operatorId);
  const count = { count: accountNumbers.length, formatted: formats.number(accountNumbers.length) };
  const move = useMutation({
    mutationFn: ({ to }: { to: string }) => moveClients(params, { to, accountNumbers }),
    async onSuccess(_, { to }) {
      toast.say(text("moved", { ...count, name: owners.find(({ operatorId }) => operatorId === to)?.name ?? to }));
      onDone();
      onClose();
      await booksChanged();
    },
  });
  const { refused, rest } = useFormError(move.error, { schema: Values });
  const form = useForm({ schema: Values, start: { to: "" }, busy: move.isPending, refused, onSubmit: (values) => move.mutate(values) });
  const chosen = form.value("to");
  return (
    <GuardedDialog
      form={form}
      error={rest}
      title={text("moveTitle", count)}
      description={text("moveText", { name })}
      cancelLabel={text("cancel")}
      submitLabel={text("move")}
      onClose={onClose}
    >
      <Combobox
        label={text("to")}
        hint={text("toHint")}
        error={form.field("to").error === undefined ? undefined : text("chooseTo")}
        value={chosen === "" ? null : chosen}
        options={owners.map(({ operatorId, name: owner }) => ({ value: operatorId as string, label: `${owner} (${operatorId})` }))}
        onValue={(to) => form.set("to", to)}
      />
    </GuardedDialog>
  );
}
