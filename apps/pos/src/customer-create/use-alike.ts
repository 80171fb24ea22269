import { skipToken, useQuery } from "@tanstack/react-query";
import type { Body, Reply } from "@rapport/contract";
import { findAlikeAtStore } from "@rapport/contract/customers";
import { ask } from "@rapport/app-shell";
import type { EditedValues } from "@rapport/app-shell/customer-form";
import { useSettled } from "@rapport/ui";
import { alikeOf, type NewForm } from "./new-form.ts";

const NOBODY: Reply<typeof findAlikeAtStore> = { more: false, customers: [] };

/** Who may be the customer that is being made (CC10). Each question has its own answer, so one that comes late never stands for a newer question. */
export function useAlike(values: EditedValues, opened: NewForm): Reply<typeof findAlikeAtStore> {
  // A text, because an equal object is another one.
  const asked = useSettled(JSON.stringify(alikeOf(values, opened)));
  const body = JSON.parse(asked) as Body<typeof findAlikeAtStore> | null;
  const found = useQuery({
    queryKey: ["alike-customers", asked],
    queryFn: body === null ? skipToken : () => ask(findAlikeAtStore, { body }),
    gcTime: 0,
    retry: false,
  });
  return found.data ?? NOBODY;
}
