import { ask, useFormError, useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import { confirmSecondFactor, type startSecondFactor } from "@rapport/contract/access";
import { FormDialog, TextField, useForm } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { encode } from "uqr";
import { accountTexts } from "./texts.ts";

export function ConfirmFactor({
  made: { secret, uri },
  onConfirmed,
  onClose,
}: {
  made: Reply<typeof startSecondFactor>;
  onConfirmed: (codes: readonly string[]) => void;
  onClose: () => void;
}) {
  const text = useText(accountTexts);
  const confirm = useMutation({
    mutationFn: (body: { code: string }) => ask(confirmSecondFactor, { body }),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
  });
  const { refused, rest } = useFormError(confirm.error, { schema: confirmSecondFactor.body });
  const form = useForm({ schema: confirmSecondFactor.body, start: { code: "" }, busy: confirm.isPending, refused, onSubmit: (body) => confirm.mutate(body) });
  return (
    <FormDialog
      title={text("startFactor")}
      description={text("scan")}
      form={form}
      error={rest}
      cancelLabel={text("factorCancel")}
      submitLabel={text("confirmFactor")}
      onClose={onClose}
    >
      <QrCode text={uri} label={text("qr")} />
      <TextField label={text("secret")} value={secret.replaceAll(/.{4}(?=.)/g, "$& ")} readOnly spellCheck={false} />
      <TextField label={text("code")} autoComplete="one-time-code" inputMode="numeric" {...form.field("code")} />
    </FormDialog>
  );
}

/** Black on white in every theme, because cameras expect that. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg className="hq-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="white" />
      <path d={path} fill="black" />
    </svg>
  );
}
