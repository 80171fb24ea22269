import { useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { OperatorId } from "@rapport/contract";
import { type ChosenClients, reassignClients } from "@rapport/contract/clienteling";
import { Banner, Button, Combobox, Dialog, Loaded, Skeleton, useFormats } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { NotApproved, useApprovals } from "../approval/approval.tsx";
import { targetsQuery } from "./store-queries.ts";
import { storeTexts } from "./store-texts.ts";
import { useRefreshBooks, useUndoable } from "./use-undo.ts";

interface Reassign {
  chosen: ChosenClients;
  count: number;
  /** Out of whose book; null for the primary owner's. */
  from: OperatorId | null;
  onClose: () => void;
  onDone: () => void;
}

/** Operation 716: gives clients to another associate. Without the right a manager is asked for in place (R50). */
export function ReassignDialog({ chosen, count, from, onClose, onDone }: Reassign) {
  const { appearance } = usePreferences();
  const text = useText(storeTexts);
  const formats = useFormats();
  const say = useUndoable();
  const refresh = useRefreshBooks();
  const { askOrApprove, isAsking } = useApprovals();
  const targets = useQuery(targetsQuery);
  const [to, setTo] = useState<OperatorId | null>(null);
  const give = useMutation({
    mutationFn: (target: OperatorId) => askOrApprove(reassignClients, { body: { chosen, from, to: target } }),
    onSuccess: ({ to: { name }, moved, alreadyThere, undo }) => {
      const there = alreadyThere === 0 ? "" : ` ${text("reassign.there", { count: alreadyThere, shown: formats.number(alreadyThere), name })}`;
      say(`${text("reassign.done", { count: moved, shown: formats.number(moved), name })}${there}`, undo);
      onDone();
      onClose();
    },
    onSettled: refresh,
  });
  const named = targets.data?.targets.find(({ operatorId }) => operatorId === from)?.name;
  return (
    <Dialog
      open={!isAsking}
      onOpenChange={(open) => {
        if (!open && !give.isPending) onClose();
      }}
      title={text("reassign.title", { count, shown: formats.number(count) })}
      footer={
        <>
          <Button onClick={onClose}>{text("reassign.cancel")}</Button>
          <Button variant="primary" busy={give.isPending} disabled={to === null} onClick={() => to !== null && give.mutate(to)}>
            {text("reassign.confirm")}
          </Button>
        </>
      }
    >
      <Loaded query={targets} skeleton={<Skeleton height={72} />}>
        {(loaded) => (
          <div className="r-stack">
            <p className="r-muted">{named === undefined ? text("reassign.fromFirst") : text("reassign.fromOne", { name: named })}</p>
            <Combobox
              label={text("reassign.to")}
              hint={text("reassign.toHint")}
              value={to}
              onValue={setTo}
              options={loaded.targets
                .filter(({ operatorId }) => operatorId !== from)
                .map(({ operatorId, name, ofStore, clients }) => ({
                  value: operatorId,
                  label: text(ofStore ? "reassign.here" : "reassign.elsewhere", { count: clients, name, shown: formats.number(clients) }),
                }))}
            />
            {give.error !== null && !(give.error instanceof NotApproved) && <Banner tone="bad">{describeError(give.error, appearance.language).text}</Banner>}
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}
