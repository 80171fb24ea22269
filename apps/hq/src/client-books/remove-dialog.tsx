import { describeError, useText } from "@rapport/app-shell";
import { ConfirmDialog, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { removeClients, useBooksChanged, type OneBook } from "./queries.ts";
import { bookTexts } from "./texts.ts";

/** Asks before the chosen clients leave the book. */
export function RemoveDialog({
  params,
  accountNumbers,
  onClose,
  onDone,
}: {
  params: OneBook;
  accountNumbers: readonly string[];
  onClose: () => void;
  onDone: () => void;
}) {
  const text = useText(bookTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const booksChanged = useBooksChanged();
  const remove = useMutation({
    mutationFn: () => removeClients(params, accountNumbers),
    async onSuccess({ removed }) {
      toast.say(text("removed", { count: removed, formatted: formats.number(removed) }));
      onDone();
      onClose();
      await booksChanged();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      title={text("removeTitle", { count: accountNumbers.length, formatted: formats.number(accountNumbers.length) })}
      text={text("removeText")}
      confirmLabel={text("remove")}
      cancelLabel={text("cancel")}
      busy={remove.isPending}
      error={remove.error === null ? undefined : describeError(remove.error, language).text}
      onConfirm={() => remove.mutate()}
    />
  );
}
