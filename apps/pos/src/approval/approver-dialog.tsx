import { useFormError, useText } from "@rapport/app-shell";
import { Approver } from "@rapport/contract/sessions";
import { FormDialog, PasswordField, TextField, useForm } from "@rapport/ui";
import type { z } from "zod";
import { approvalTexts } from "./texts.ts";

/** Asks for the operator id and password of somebody who lends a right at this register. Neither is kept. */
export function ApproverDialog({
  description,
  submitLabel,
  busy,
  error,
  onApprove,
  onClose,
}: {
  description: string;
  submitLabel: string;
  busy: boolean;
  error: unknown;
  onApprove: (approver: z.output<typeof Approver>) => void;
  onClose: () => void;
}) {
  const text = useText(approvalTexts);
  const { rest } = useFormError(error, { schema: Approver });
  const form = useForm({ schema: Approver, start: { operatorId: "", password: "" }, busy, onSubmit: onApprove });
  return (
    <FormDialog
      form={form}
      title={text("title")}
      description={description}
      error={rest}
      cancelLabel={text("cancel")}
      submitLabel={submitLabel}
      onClose={onClose}
    >
      <TextField
        label={text("operator")}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        {...form.field("operatorId", { invalid_format: text("needOperator") })}
      />
      <PasswordField label={text("password")} {...form.field("password", { too_small: text("needPassword") })} autoComplete="off" />
    </FormDialog>
  );
}
