import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import { createCustomer } from "@rapport/contract/customers";
import { besideFields, type EditedValues } from "@rapport/app-shell/customer-form";
import { useApprovals } from "../approval/approval.tsx";
import { BOOK_KEY } from "../client-book/book-queries.ts";
import { bodyOf, type NewForm } from "./new-form.ts";

/** Makes the customer under the id of this form, so that trying again makes nobody else (CC12). Operation 612 can be lent (R50). */
export function useCreate(opened: NewForm, { customerId, onCreated }: { customerId: CustomerId; onCreated: (values: EditedValues) => void }) {
  const queryClient = useQueryClient();
  const { askOrApprove } = useApprovals();
  return useMutation({
    async mutationFn(made: { values: EditedValues; intoMyBook: boolean; shown: CustomerId[] }) {
      try {
        await askOrApprove(createCustomer, { params: { customerId }, body: bodyOf(opened, made) });
      } catch (error) {
        throw besideFields(error, opened);
      }
    },
    async onSuccess(_, { values }) {
      await Promise.all([queryClient.invalidateQueries({ queryKey: BOOK_KEY }), queryClient.invalidateQueries({ queryKey: ["customer-search"] })]);
      onCreated(values);
    },
  });
}
