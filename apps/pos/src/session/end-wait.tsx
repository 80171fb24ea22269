import { ask, useText } from "@rapport/app-shell";
import { liftSignInWait } from "@rapport/contract/sessions";
import { Button, useToast } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { ApproverDialog } from "../approval/approver-dialog.tsx";
import { approvalTexts } from "../approval/texts.ts";

type Waiting = Omit<z.input<typeof liftSignInWait.body>, "manager">;

/** A button with which a manager lets the person who waits try again at once (SI9). */
export function EndWait({ waiting, onEnded }: { waiting: Waiting; onEnded: () => void }) {
  const text = useText(approvalTexts);
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const lift = useMutation({
    mutationFn: (manager: z.input<typeof liftSignInWait.body>["manager"]) => ask(liftSignInWait, { body: { ...waiting, manager } }),
    onSuccess: () => {
      setAsking(false);
      toast.say(text("waitEnded"));
      onEnded();
    },
  });
  return (
    <>
      <Button
        wide
        onClick={() => {
          lift.reset();
          setAsking(true);
        }}
      >
        {text("title")}
      </Button>
      {asking && (
        <ApproverDialog
          description={text("endWaitText")}
          submitLabel={text("endWait")}
          busy={lift.isPending}
          error={lift.error}
          onApprove={(manager) => lift.mutate(manager)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
