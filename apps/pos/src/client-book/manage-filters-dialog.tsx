import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deleteSavedFilter, type SavedFilter, saveFilter } from "@rapport/contract/clienteling";
import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { Button, ConfirmDialog, Dialog, ErrorText, IconButton, Loaded, Skeleton, TextField, useToast } from "@rapport/ui";
import { type ListOfClients, savedQuery } from "./saved-queries.ts";
import { savedTexts } from "./saved-texts.ts";

/** Renames, shares and deletes the filters that the associate may change. */
export function ManageFiltersDialog({ list, onClose }: { list: ListOfClients; onClose: () => void }) {
  const text = useText(savedTexts);
  const query = useQuery(savedQuery(list));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={text("manageTitle")} footer={<Button onClick={onClose}>{text("close")}</Button>}>
      <Loaded
        query={query}
        skeleton={<Skeleton height={120} />}
        isEmpty={({ filters }) => !filters.some(({ mayChange }) => mayChange)}
        empty={<p className="r-muted">{text("empty")}</p>}
      >
        {({ filters, mayShare }) => (
          <ul className="saved-filters">
            {filters
              .filter(({ mayChange }) => mayChange)
              .map((filter) => (
                <SavedRow key={filter.id} filter={filter} mayShare={mayShare} />
              ))}
          </ul>
        )}
      </Loaded>
    </Dialog>
  );
}

function SavedRow({ filter, mayShare }: { filter: SavedFilter; mayShare: boolean }) {
  const { appearance } = usePreferences();
  const text = useText(savedTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  const onSettled = () => queryClient.invalidateQueries({ queryKey: savedQuery(filter.list).queryKey });
  const change = useMutation({
    mutationFn: (part: { name?: string; shared?: boolean }) => {
      const { id: filterId, list, shared, version } = filter;
      return ask(saveFilter, { params: { filterId }, body: { name: filter.name, list, shared, ...part, view: null, version } });
    },
    onSuccess: () => setName(null),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => ask(deleteSavedFilter, { params: { filterId: filter.id }, query: { version: filter.version } }),
    onSuccess: () => toast.say(text("deleted", { name: filter.name })),
    onSettled,
  });
  const error = change.error ?? remove.error;
  const rename = () => {
    if (name !== null && name.trim() !== "") change.mutate({ name: name.trim() });
  };
  const whose = filter.shared ? (filter.by === null ? text("sharedByMe") : text("sharedBy", { name: filter.by })) : text("onlyMine");
  return (
    <li className="saved-filter">
      {name === null ? (
        <div className="saved-filter-name">
          <p>{filter.name}</p>
          <p className="r-small r-muted">{whose}</p>
        </div>
      ) : (
        <form
          className="saved-filter-rename"
          onSubmit={(event) => {
            event.preventDefault();
            rename();
          }}
        >
          <TextField label={text("name")} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          <Button type="submit" variant="primary" busy={change.isPending} disabled={name.trim() === ""}>
            {text("renameSave")}
          </Button>
        </form>
      )}
      {name === null && (
        <div className="r-row">
          <IconButton label={text("rename", { name: filter.name })} icon="edit" onClick={() => setName(filter.name)} />
          {mayShare && filter.by === null && (
            <IconButton
              label={text(filter.shared ? "stopSharing" : "shareOne", { name: filter.name })}
              icon={filter.shared ? "lock" : "people"}
              onClick={() => change.mutate({ shared: !filter.shared })}
            />
          )}
          <IconButton label={text("delete", { name: filter.name })} icon="trash" onClick={() => setDeleting(true)} />
        </div>
      )}
      <ConfirmDialog
        open={isDeleting}
        onOpenChange={setDeleting}
        title={text("deleteTitle", { name: filter.name })}
        text={text(filter.shared ? "deleteShared" : "deleteMine")}
        confirmLabel={text("deleteConfirm")}
        cancelLabel={text("cancel")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(undefined, { onSettled: () => setDeleting(false) })}
      />
      <ErrorText>{error === null ? undefined : describeError(error, appearance.language).text}</ErrorText>
    </li>
  );
}
