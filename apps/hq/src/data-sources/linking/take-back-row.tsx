import { ask, describeError, useText } from "@rapport/app-shell";
import { takeBackRow } from "@rapport/contract/data-sources";
import { Button, ConfirmDialog, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { linkingTexts } from "./texts.ts";

/** Takes one row out of reports (FU15). */
export function TakeBackRow({ jobId, line, onTaken }: { jobId: number; line: number; onTaken: () => void }) {
  const text = useText(linkingTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const take = useMutation({
    mutationFn: () => ask(takeBackRow, { params: { jobId, line } }),
    async onSuccess() {
      toast.say(text("taken", { count: 1, formatted: formats.number(1) }));
      onTaken();
      await queryClient.invalidateQueries();
    },
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return (
    <div>
      <Button icon="undo" busy={take.isPending} onClick={() => setAsking(true)}>
        {text("takeRow")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("takeRowTitle", { line })}
        text={text("takeRowText")}
        confirmLabel={text("takeRow")}
        cancelLabel={text("keep")}
        onConfirm={() => {
          setAsking(false);
          take.mutate();
        }}
      />
    </div>
  );
}
