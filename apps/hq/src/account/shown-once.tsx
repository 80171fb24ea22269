import { useText } from "@rapport/app-shell";
import { Button, Dialog, TextField, useToast } from "@rapport/ui";
import { useRef } from "react";
import { accountTexts } from "./texts.ts";

/** A secret that is shown only once: a key or a link. Only its button closes it. */
export function ShownOnce({ title, text: lead, label, secret, onClose }: { title: string; text: string; label: string; secret: string; onClose: () => void }) {
  const text = useText(accountTexts);
  const toast = useToast();
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    field.current?.select();
    await navigator.clipboard.writeText(secret);
    toast.say(text("copied"));
  };
  return (
    <Dialog
      open
      staysOpen
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={lead}
      initialFocus={field}
      footer={
        <>
          {/* A page without HTTPS cannot copy; the person can still select the text. */}
          {window.isSecureContext && <Button onClick={() => void copy()}>{text("copy")}</Button>}
          <Button variant="primary" onClick={onClose}>
            {text("haveIt")}
          </Button>
        </>
      }
    >
      <TextField ref={field} label={label} value={secret} readOnly spellCheck={false} onFocus={(event) => event.target.select()} />
    </Dialog>
  );
}
