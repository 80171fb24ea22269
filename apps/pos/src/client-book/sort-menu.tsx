import type { BookSort, SortKey } from "@rapport/contract/clienteling";
import { useText } from "@rapport/app-shell";
import { Button, Menu } from "@rapport/ui";
import { listTexts } from "./list-texts.ts";
import { sortChoices } from "./sort.ts";
import type { Density } from "./use-density.ts";

interface SortMenuProps {
  readonly sort: BookSort;
  /** What the store can sort by; nothing before the list is there. */
  readonly offered: readonly SortKey[];
  readonly onSort: (sort: BookSort) => void;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
}

/** In which order the clients stand, and how much room each takes. */
export function SortMenu({ sort, offered, onSort, density, onDensity }: SortMenuProps) {
  const text = useText(listTexts);
  const choices = sortChoices(offered).map((one) => ({ value: keyOf(one), label: text(`sort.${keyOf(one)}`), sort: one }));
  const select = (value: string) => {
    const chosen = choices.find((choice) => choice.value === value);
    if (chosen !== undefined) onSort(chosen.sort);
  };
  const said = text(`sort.${keyOf(sort)}`);
  return (
    <Menu
      trigger={
        <Button icon="sort" variant="quiet" aria-label={text("sort.now", { sort: said })}>
          {said}
        </Button>
      }
      entries={[
        { kind: "choice", label: text("sort.by"), value: keyOf(sort), options: choices, onSelect: select },
        { kind: "line" },
        {
          kind: "choice",
          label: text("density"),
          value: density,
          options: (["comfortable", "compact"] as const).map((value) => ({ value, label: text(`density.${value}`) })),
          onSelect: (value) => onDensity(value === "compact" ? "compact" : "comfortable"),
        },
      ]}
    />
  );
}

function keyOf({ by, descending }: BookSort): SortKey | `-${SortKey}` {
  return descending ? `-${by}` : by;
}
