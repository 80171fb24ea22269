import { useState } from "react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { saveFilter, type SavedView } from "@rapport/contract/clienteling";
import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { Button, Checkbox, Dialog, ErrorText, TextField, useToast } from "@rapport/ui";
import { type ListOfClients, savedQuery } from "./saved-queries.ts";
import { savedTexts } from "./saved-texts.ts";

interface Save {
  list: ListOfClients;
  view: SavedView;
  mayShare: boolean;
  onClose: () => void;
}

export function SaveFilterDialog({ list, view, mayShare, onClose }: Save) {
  const { appearance } = usePreferences();
  const text = useText(savedTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  // The same id when it is sent again, so that it is saved once.
  const [filterId] = useState(() => crypto.randomUUID());
  const save = useMutation({
    mutationFn: () => ask(saveFilter, { params: { filterId }, body: { name: name.trim(), list, view, shared, version: null } }),
    onSuccess: (saved) => {
      toast.say(text("saved", { name: saved.name }));
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: savedQuery(list).queryKey }),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !save.isPending) onClose();
      }}
      title={text("saveTitle")}
      footer={
        <>
          <Button onClick={onClose}>{text("cancel")}</Button>
          <Button variant="primary" busy={save.isPending} disabled={name.trim() === ""} onClick={() => save.mutate()}>
            {text("confirm")}
          </Button>
        </>
      }
    >
      <form
        className="r-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "" && !save.isPending) save.mutate();
        }}
      >
        <p className="r-muted">{text("saveText")}</p>
        <TextField label={text("name")} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        {mayShare && <Checkbox label={text("share")} checked={shared} onChange={(event) => setShared(event.target.checked)} />}
        <ErrorText>{save.error === null ? undefined : describeError(save.error, appearance.language).text}</ErrorText>
      </form>
    </Dialog>
  );
}
