import { ask, askApproved } from "@rapport/app-shell";
import { isLendable, pathOf, Permission, Refusal, type CallInput, type Endpoint, type Reply } from "@rapport/contract";
import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from "react";
import type { Asked } from "./ask-approval.tsx";

// Loaded when it is first needed: a form is a large part of what the POS loads.
const AskApproval = lazy(async () => ({ default: (await import("./ask-approval.tsx")).AskApproval }));

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
        <Suspense>
          <AskApproval
            asked={asked}
            onAnswer={(approval) => {
              setAsked(null);
              asked.answer(approval);
            }}
          />
        </Suspense>
      )}
    </ApprovalContext>
  );
}

/** The right that the caller lacks, if it can be lent for one request. */
function lentFor(error: unknown): Permission | undefined {
  if (!(error instanceof Refusal) || error.code !== "permission.missing") return undefined;
  const permission = Permission.safeParse((error.params as { permission?: unknown }).permission).data;
  return permission !== undefined && isLendable(permission) ? permission : undefined;
}
