import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { Button, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { sendAttachment } from "./note-queries.ts";
import { noteTexts } from "./note-texts.ts";
import { CUSTOMERS_KEY, type OneCustomer } from "./queries.ts";

/** Adds files to a note that is there already, such as those that failed when it was new. */
export function AddFiles({ params, when }: { params: OneCustomer & { noteId: string }; when: string }) {
  const text = useText(noteTexts);
  const toast = useToast();
  const { language } = usePreferences().appearance;
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => await sendFiles(params, files),
    async onSuccess({ sent, failed: [why, ...others] }) {
      if (input.current !== null) input.current.value = "";
      if (why === undefined) toast.say(text("added", { count: sent }));
      else toast.warn(text("notAdded", { count: others.length + 1, why: describeError(why, language).text }));
      await queryClient.invalidateQueries({ queryKey: [CUSTOMERS_KEY, "one"] });
    },
  });
  return (
    <>
      <Button variant="quiet" busy={add.isPending} aria-label={text("addFilesTo", { when })} onClick={() => input.current?.click()}>
        {text("addFiles")}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={text("addFilesTo", { when })}
        onChange={({ target }) => target.files !== null && target.files.length > 0 && add.mutate(Array.from(target.files))}
      />
    </>
  );
}

/** Sends files one after the other; why each of those that are not stored is not. */
export async function sendFiles(params: OneCustomer & { noteId: string }, files: readonly File[]): Promise<{ sent: number; failed: readonly unknown[] }> {
  const failed: unknown[] = [];
  for (const file of files) await sendAttachment({ ...params, id: crypto.randomUUID() }, file).catch((error: unknown) => failed.push(error));
  return { sent: files.length - failed.length, failed };
}
