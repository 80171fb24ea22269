import { useMutation, useQueryClient } from "@tanstack/react-query";
import { addToClientBook, removeFromClientBook } from "@rapport/contract/clienteling";
import type { CustomerDetails } from "@rapport/contract/customers";
import { useToast } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { NotApproved, useApprovals } from "../approval/approval.tsx";
import { BOOK_KEY } from "../client-book/book-queries.ts";
import { useUndoable } from "../client-book/use-undo.ts";
import { focusHeading } from "../shell/page-title.tsx";
import { customerQuery } from "./customer-query.ts";
import { customerTexts } from "./texts.ts";

/** Operations 714 and 715. Without the right a manager is asked for in place (R50). The page and the book load again, so that they show what is stored (R12, R13). */
export function useBookMembership({ customerId, name }: Pick<CustomerDetails, "customerId" | "name">) {
  const { appearance } = usePreferences();
  const text = useText(customerTexts);
  const queryClient = useQueryClient();
  const toast = useToast();
  const say = useUndoable();
  const { askOrApprove } = useApprovals();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: customerQuery(customerId).queryKey }),
      queryClient.invalidateQueries({ queryKey: BOOK_KEY }),
      queryClient.invalidateQueries({ queryKey: ["customer-search"] }),
    ]);
  const add = useMutation({
    mutationFn: () => askOrApprove(addToClientBook, { params: { customerId } }),
    onSuccess: ({ undo }) => {
      say(text("customer.added", { name }), undo);
      focusHeading();
    },
    onError: (error) => {
      if (!(error instanceof NotApproved)) toast.warn(text("customer.addFailed", { why: describeError(error, appearance.language).text }));
    },
    // After a refusal too, because the customer may be in somebody else's book by now.
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => askOrApprove(removeFromClientBook, { params: { customerId } }),
    onSuccess: async ({ undo }) => {
      say(text("customer.removed", { name }), undo);
      await refresh();
      focusHeading();
    },
  });
  return { add, remove };
}
