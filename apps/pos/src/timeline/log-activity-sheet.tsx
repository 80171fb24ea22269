import { useId, useState } from "react";
import type { CustomerId } from "@rapport/contract";
import { Banner, Button, Sheet } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useDraft, useUnsentEntries } from "../unsent/use-unsent.ts";
import { ActivityForm, type ActivityValues } from "./activity-form.tsx";
import { activityTexts } from "./activity-texts.ts";
import { DiscardEntry } from "./discard-entry.tsx";

const BLANK: ActivityValues = { type: "", typeName: "", day: "", time: "", title: "", text: "" };

/** Logs an activity. What is typed stays its writer's on this device until it is saved or thrown away (OF7). */
export function LogActivitySheet({
  customerId,
  name,
  begin,
  onClose,
}: {
  customerId: CustomerId;
  name: string;
  /** What is known of a new one. A draft that is there already is shown instead. */
  begin?: Partial<ActivityValues> | undefined;
  onClose: () => void;
}) {
  const text = useText(activityTexts);
  const form = useId();
  const unsent = useUnsentEntries();
  const draft = useDraft({ kind: "activity", customerId });
  const [wasBegun] = useState(draft !== undefined && begin !== undefined);
  const about = { kind: "activity" as const, customerId, customerName: name };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={text("sheetTitle", { name })}
      footer={
        <>
          {draft !== undefined && <DiscardEntry entry={draft} onDone={onClose} />}
          <Button type="submit" form={form} variant="primary" wide>
            {text("save")}
          </Button>
        </>
      }
    >
      {wasBegun && <Banner tone="info">{text("begunBefore")}</Banner>}
      <ActivityForm
        id={form}
        start={draft ?? { ...BLANK, ...begin }}
        onValues={(values) => unsent.keepDraft({ ...about, ...values, at: null })}
        onSubmit={(values) => {
          unsent.save({ ...about, ...values });
          onClose();
        }}
      />
    </Sheet>
  );
}
