import { ask, askApproved, usePreferences, useText } from "@rapport/app-shell";
import { isLendable, pathOf, Permission, PERMISSIONS, Refusal, type CallInput, type Endpoint, type Reply } from "@rapport/contract";
import { approveRequest, type Approver } from "@rapport/contract/sessions";
import { useMutation } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { z } from "zod";
import { ApproverDialog } from "./approver-dialog.tsx";
import { approvalTexts } from "./texts.ts";

/** The person closed the dialog, so nothing was done. */
export class NotApproved extends Error {}

interface Approvals {
  /** Calls an endpoint. If the person lacks a right that can be lent, somebody who has it is asked for in place, and it is called once more with their approval (R50). */
  askOrApprove<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Reply<E>>;
  readonly isAsking: boolean;
}

const ApprovalContext = createContext<Approvals | null>(null);

export function useApprovals(): Approvals {
  const approvals = useContext(ApprovalContext);
  if (approvals === null) throw new Error("no approvals outside of the shell");
  return approvals;
}

interface Asked {
  readonly permission: Permission;
  readonly path: string;
  readonly answer: (approval: string | null) => void;
}

export function ApprovalProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const isAsking = asked !== null;
  const approvals = useMemo<Approvals>(
    () => ({
      isAsking,
      askOrApprove: async (endpoint, input) => {
        try {
          return await ask(endpoint, input);
        } catch (error) {
          const permission = lentFor(error);
          if (permission === undefined) throw error;
          const approval = await new Promise<string | null>((answer) => setAsked({ permission, path: pathOf(endpoint, input), answer }));
          if (approval === null) throw new NotApproved("nobody approved", { cause: error });
          return await askApproved(endpoint, input, approval);
        }
      },
    }),
    [isAsking],
  );
  return (
    <ApprovalContext value={approvals}>
      {children}
      {asked !== null && (
        <AskApproval
          asked={asked}
          onAnswer={(approval) => {
            setAsked(null);
            asked.answer(approval);
          }}
        />
      )}
    </ApprovalContext>
  );
}

function AskApproval({ asked: { permission, path }, onAnswer }: { asked: Asked; onAnswer: (approval: string | null) => void }) {
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

/** The right that the caller lacks, if it can be lent for one request. */
function lentFor(error: unknown): Permission | undefined {
  if (!(error instanceof Refusal) || error.code !== "permission.missing") return undefined;
  const permission = Permission.safeParse((error.params as { permission?: unknown }).permission).data;
  return permission !== undefined && isLendable(permission) ? permission : undefined;
}
