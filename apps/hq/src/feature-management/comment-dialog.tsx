import { useFormError, useText } from "@rapport/app-shell";
import { TextArea, useForm, useToast } from "@rapport/ui";
import { z } from "zod";
import { GuardedDialog } from "../records/guarded-dialog.tsx";
import { type ShownFeature, useComment } from "./queries.ts";
import { featureTexts } from "./texts.ts";

const Values = z.object({ text: z.string().trim().max(500) });

/** What a feature manager writes about a feature, for others who see the list (R73). */
export function CommentDialog({ feature, name, onClose }: { feature: ShownFeature; name: string; onClose: () => void }) {
  const text = useText(featureTexts);
  const toast = useToast();
  const save = useComment(feature, () => {
    onClose();
    toast.say(text("commentSaved"));
  });
  const { refused, rest } = useFormError(save.error, { schema: Values });
  const form = useForm({
    schema: Values,
    start: { text: feature.comment?.text ?? "" },
    busy: save.isPending,
    refused,
    onSubmit: (values) => save.mutate(values.text),
  });
  return (
    <GuardedDialog
      form={form}
      error={rest}
      title={text("commentTitle", { name })}
      description={text("commentText")}
      cancelLabel={text("cancel")}
      submitLabel={text("saveComment")}
      onClose={onClose}
    >
      <TextArea label={text("comment")} rows={4} maxLength={500} {...form.field("text")} />
    </GuardedDialog>
  );
}
