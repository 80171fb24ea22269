import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Reply } from "@rapport/contract";
import { changeCustomer, getCustomerAtStore } from "@rapport/contract/customers";
import { ask } from "@rapport/app-shell";
import { besideFields, changesOf, type EditedValues, valuesOf } from "@rapport/app-shell/customer-form";
import { useApprovals } from "../approval/approval.tsx";
import { BOOK_KEY } from "../client-book/book-queries.ts";
import { customerQuery } from "../customer/customer-query.ts";
import { type Basis, chosenFrom, type Clash, saveEdits } from "./save-edits.ts";

export type Opened = Reply<typeof getCustomerAtStore>;

/** Saves what the form changed, for the version that it is about. Operation 623 can be lent (R50). */
export function useCustomerEdit(opened: Opened, { begin, onSaved }: { begin: Basis<number>; onSaved: (mergedWith: string | null | undefined) => void }) {
  const queryClient = useQueryClient();
  const { askOrApprove } = useApprovals();
  const { customerId } = opened.customer;
  const params = { customerId };
  const basis = useRef(begin);
  const [clash, setClash] = useState<Clash | null>(null);
  const save = useMutation({
    mutationFn: async (typed: EditedValues) =>
      await saveEdits({
        typed,
        basis: basis.current,
        send: async ({ values, about: { values: read, version } }) => {
          const { addressBooks: _, ...body } = changesOf(values, { read, form: opened });
          await askOrApprove(changeCustomer, { params, query: { version }, body });
        },
        readAgain: async () => {
          const { customer } = await ask(getCustomerAtStore, { params });
          return { values: valuesOf({ ...opened, customer }), ...customer.saved };
        },
      }).catch((error: unknown) => {
        throw besideFields(error, opened);
      }),
    async onSuccess(outcome) {
      setClash(outcome.clash);
      if (outcome.clash !== null) return;
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: customerQuery(customerId).queryKey }),
        queryClient.invalidateQueries({ queryKey: BOOK_KEY }),
        queryClient.invalidateQueries({ queryKey: ["customer-search"] }),
      ]);
      onSaved(outcome.mergedWith);
    },
  });
  const settle = (chosen: Clash) => {
    basis.current = chosenFrom(basis.current, chosen);
    setClash(null);
  };
  return { save, clash, settle };
}
