import { ask, useFormError, useText } from "@rapport/app-shell";
import { NewRate, putCurrencyRates } from "@rapport/contract/report-suites";
import { TextField, useForm, useFormats } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { GuardedDialog } from "../records/guarded-dialog.tsx";
import { quarantineQuery } from "./queries.ts";
import { quarantineTexts } from "./texts.ts";
import type { WaitingAmount } from "./waiting-amount.ts";

const GivenRate = NewRate.pick({ rate: true });
/** The place of the form's values in the request. */
const WITHIN = ["rates", 0];

/** Asks for the rate of one day, which converts what waits for it. */
export function GiveRate({ rsid, amount, onClose, onGiven }: { rsid: string; amount: WaitingAmount; onClose: () => void; onGiven: () => void }) {
  const text = useText(quarantineTexts);
  const formats = useFormats();
  const queryClient = useQueryClient();
  const { day, currency, to } = amount;
  const give = useMutation({
    mutationFn: ({ rate }: { rate: string }) => ask(putCurrencyRates, { params: { rsid }, body: { rates: [{ day, from: currency, to, rate }] } }),
    async onSuccess() {
      onGiven();
      await queryClient.invalidateQueries({ queryKey: quarantineQuery(rsid).queryKey });
    },
  });
  const { refused, rest } = useFormError(give.error, { schema: GivenRate, within: WITHIN });
  const form = useForm({ schema: GivenRate, start: { rate: "" }, busy: give.isPending, refused, onSubmit: give.mutate });
  return (
    <GuardedDialog
      title={text("giveRateOf", { currency, day: formats.longDate(day) })}
      form={form}
      error={rest}
      cancelLabel={text("cancel")}
      submitLabel={text("convert")}
      onClose={onClose}
    >
      <TextField
        label={text("worth", { currency, to })}
        hint={text("worthHint")}
        inputMode="decimal"
        autoComplete="off"
        {...form.field("rate", { invalid_format: text("notARate") })}
      />
    </GuardedDialog>
  );
}
