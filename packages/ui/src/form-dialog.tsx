import { ErrorText } from "./error-text.tsx";
import { type ComponentProps, type ReactNode, useId } from "react";
import { Button } from "./button.tsx";
import { Form } from "./form.tsx";
import { Dialog } from "./overlays.tsx";

/** A form in a dialog: its fields, an error that is about no field, *Cancel*, and the button that sends it. */
export function FormDialog({
  form,
  error,
  cancelLabel,
  submitLabel,
  open = true,
  onClose,
  children,
  ...dialog
}: Pick<ComponentProps<typeof Dialog>, "title" | "description" | "size"> & {
  form: ComponentProps<typeof Form>["form"] & { readonly busy: boolean };
  error: string | undefined;
  cancelLabel: string;
  submitLabel: string;
  open?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Dialog
      {...dialog}
      open={open}
      onOpenChange={(stays) => !stays && onClose()}
      footer={
        <>
          <Button onClick={onClose}>{cancelLabel}</Button>
          <Button type="submit" form={id} variant="primary" busy={form.busy}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <Form form={form} id={id}>
        {children}
        <ErrorText>{error}</ErrorText>
      </Form>
    </Dialog>
  );
}
