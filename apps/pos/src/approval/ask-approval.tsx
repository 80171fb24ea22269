import { ask, usePreferences, useText } from "@rapport/app-shell";
import { PERMISSIONS, type Permission } from "@rapport/contract";
import { approveRequest, type Approver } from "@rapport/contract/sessions";
import { useMutation } from "@tanstack/react-query";
import type { z } from "zod";
import { ApproverDialog } from "./approver-dialog.tsx";
import { approvalTexts } from "./texts.ts";

export interface Asked {
  readonly permission: Permission;
  readonly path: string;
  readonly answer: (approval: string | null) => void;
}

/** Asks somebody who has the right to lend it for one request (RI3). */
export function AskApproval({ asked: { permission, path }, onAnswer }: { asked: Asked; onAnswer: (approval: string | null) => void }) {
  const text = useText(approvalTexts);
  const { language } = usePreferences().appearance;
  const approve = useMutation({
    mutationFn: (approver: z.input<typeof Approver>) => ask(approveRequest, { body: { permission, path, approver } }),
    onSuccess: ({ approval }) => onAnswer(approval),
  });
  return (
    <ApproverDialog
      description={text("lendText", { right: PERMISSIONS[permission].words[language].toLowerCase() })}
      submitLabel={text("lend")}
      busy={approve.isPending}
      error={approve.error}
      onApprove={(approver) => approve.mutate(approver)}
      onClose={() => onAnswer(null)}
    />
  );
}
