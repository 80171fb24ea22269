import { useText } from "@rapport/app-shell";
import { Button, Dialog } from "@rapport/ui";
import { accountTexts } from "./texts.ts";

export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const text = useText(accountTexts);
  return (
    <Dialog
      open
      staysOpen
      onOpenChange={(open) => !open && onClose()}
      title={text("codesTitle")}
      description={text("codesText")}
      footer={
        <Button variant="primary" onClick={onClose}>
          {text("haveIt")}
        </Button>
      }
    >
      <ul className="hq-recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}
