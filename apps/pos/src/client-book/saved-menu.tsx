import { lazy, Suspense, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import type { SavedFilter, SavedView } from "@rapport/contract/clienteling";
import { usePreferences, useText } from "@rapport/app-shell";
import { Button, Menu, type MenuEntry, useFormats } from "@rapport/ui";
import { isSame, type ListOfClients, savedQuery } from "./saved-queries.ts";
import { savedTexts } from "./saved-texts.ts";

// Loaded when a filter is first saved or changed.
const SaveFilterDialog = lazy(async () => ({ default: (await import("./save-filter-dialog.tsx")).SaveFilterDialog }));
const ManageFiltersDialog = lazy(async () => ({ default: (await import("./manage-filters-dialog.tsx")).ManageFiltersDialog }));

interface Saved {
  readonly list: ListOfClients;
  /** What the list shows now. */
  readonly current: SavedView;
  readonly onApply: (view: SavedView) => void;
}

/** The filters that the associate saved and those of the store; a chosen one that lost a condition says so (R38b). */
export function SavedMenu({ list, current, onApply }: Saved) {
  const text = useText(savedTexts);
  const { data } = useQuery(savedQuery(list));
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  const filters = data?.filters ?? [];
  const active = filters.find(({ view }) => isSame(view, current));
  const part = (label: string, of: readonly SavedFilter[]): MenuEntry[] =>
    of.length === 0
      ? []
      : [
          {
            kind: "choice",
            label,
            value: active?.id ?? "",
            options: of.map(({ id, name }) => ({ value: id, label: name })),
            onSelect: (id) => {
              const chosen = of.find((filter) => filter.id === id);
              if (chosen !== undefined) onApply(chosen.view);
            },
          },
          { kind: "line" },
        ];
  const mine = filters.filter(({ shared }) => !shared);
  const shared = filters.filter((filter) => filter.shared);
  const close = () => setDialog(null);
  return (
    <>
      <Menu
        trigger={
          <Button icon="bookmark" variant="quiet">
            {active?.name ?? text("title")}
          </Button>
        }
        entries={[
          ...part(text("mine"), mine),
          ...part(text("shared"), shared),
          { kind: "action", label: text("save"), icon: "plus", onSelect: () => setDialog("save") },
          ...(filters.some(({ mayChange }) => mayChange)
            ? [{ kind: "action" as const, label: text("manage"), icon: "edit" as const, onSelect: () => setDialog("manage") }]
            : []),
        ]}
      />
      {active !== undefined && active.lost.length > 0 && <LostConditions filter={active} />}
      <Suspense>
        {dialog === "save" && <SaveFilterDialog list={list} view={current} mayShare={data?.mayShare === true} onClose={close} />}
        {dialog === "manage" && <ManageFiltersDialog list={list} onClose={close} />}
      </Suspense>
    </>
  );
}

function LostConditions({ filter: { name, lost } }: { filter: SavedFilter }) {
  const { appearance } = usePreferences();
  const text = useText(savedTexts);
  const formats = useFormats();
  const what = lost.map((one) => (one.kind === "owner" ? one.name : one.name[appearance.language]));
  return (
    <p role="status" className="list-bar-lost r-small">
      {text("lost", { name, what: formats.list(what) })}
    </p>
  );
}
