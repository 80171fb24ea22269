import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import type { CustomerId } from "@rapport/contract";
import { markToday, type TodayReason } from "@rapport/contract/clienteling";
import { useToast } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { todayTexts } from "./texts.ts";

export interface Occasion {
  readonly customerId: CustomerId;
  readonly reason: TodayReason;
  readonly occurrence: string;
}

export type Mark = { readonly state: "done" } | { readonly state: "dismissed" } | { readonly state: "snoozed"; readonly days: 1 | 7 };

/** What became of a reason (TD3). It stays in sight with its mark until the list loads again, so that a slip can be taken back. */
export function useMark(occasion: Occasion) {
  const { appearance } = usePreferences();
  const text = useText(todayTexts);
  const toast = useToast();
  const [mark, setMark] = useState<Mark | null>(null);
  const send = useMutation({
    // One after the other, so that the last word is stored last.
    scope: { id: `today ${occasion.customerId} ${occasion.reason} ${occasion.occurrence}` },
    mutationFn: (next: Mark | null) => ask(markToday, { body: { ...occasion, ...(next ?? { state: "open" as const }) } }),
    onMutate: (next) => {
      setMark(next);
      return { before: mark };
    },
    onError: (error, _, context) => {
      setMark(context?.before ?? null);
      toast.warn(text("markFailed", { why: describeError(error, appearance.language).text }));
    },
  });
  return { mark, wasTakenBack: mark === null && send.submittedAt > 0, change: send.mutate };
}
