import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Refusal, type Reply } from "@rapport/contract";
import { changeCustomer, getCustomerAtStore } from "@rapport/contract/customers";
import { ask } from "@rapport/app-shell";
import { besideFields, changesOf, type EditedValues, valuesOf } from "@rapport/app-shell/customer-form";
import { mergeEdits } from "@rapport/domain";
import { useApprovals } from "../approval/approval.tsx";
import { BOOK_KEY } from "../client-book/book-queries.ts";
import { customerQuery } from "../customer/customer-query.ts";

export type Opened = Reply<typeof getCustomerAtStore>;

/** Fields to which somebody else gave another value meanwhile. */
export interface Clash {
  readonly by: string | null;
  readonly at: string;
  readonly fields: readonly string[];
  readonly mine: EditedValues;
  readonly theirs: EditedValues;
}

/**
 * Saves what the form changed, for the version that it is about. What somebody else saved meanwhile in other fields is kept, and the save is tried
 * again; where both changed the same field the person chooses. Operation 623 can be lent (R50).
 */
export function useCustomerEdit(opened: Opened, { onSaved }: { onSaved: (mergedWith: string | null | undefined) => void }) {
  const queryClient = useQueryClient();
  const { askOrApprove } = useApprovals();
  const { customerId } = opened.customer;
  const params = { customerId };
  const basis = useRef({ values: valuesOf(opened), version: opened.customer.saved.version });
  const [clash, setClash] = useState<Clash | null>(null);
  const save = useMutation({
    async mutationFn(typed: EditedValues) {
      let values = typed;
      let mergedWith: string | null | undefined;
      for (;;) {
        const { values: read, version } = basis.current;
        const { addressBooks: _, ...body } = changesOf(values, { read, form: opened });
        try {
          await askOrApprove(changeCustomer, { params, query: { version }, body });
          return { saved: true, mergedWith };
        } catch (error) {
          if (!(error instanceof Refusal) || error.code !== "saved.meanwhile") throw besideFields(error, opened);
        }
        const { customer } = await ask(getCustomerAtStore, { params });
        const theirs = valuesOf({ ...opened, customer });
        const merged = mergeEdits({ read, mine: values, theirs });
        basis.current = { values: theirs, version: customer.saved.version };
        values = merged.values;
        mergedWith = customer.saved.by;
        if (merged.conflicts.length > 0) {
          setClash({ by: customer.saved.by, at: customer.saved.at, fields: merged.conflicts, mine: values, theirs });
          return { saved: false, mergedWith };
        }
      }
    },
    async onSuccess({ saved, mergedWith }) {
      if (!saved) return;
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: customerQuery(customerId).queryKey }),
        queryClient.invalidateQueries({ queryKey: BOOK_KEY }),
        queryClient.invalidateQueries({ queryKey: ["customer-search"] }),
      ]);
      onSaved(mergedWith);
    },
  });
  return { save, clash, settle: () => setClash(null) };
}
