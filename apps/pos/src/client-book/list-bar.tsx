import type { ReactNode } from "react";
import type { BookSort, SortKey } from "@rapport/contract/clienteling";
import { Button } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { listTexts } from "./list-texts.ts";
import { SortMenu } from "./sort-menu.tsx";
import type { Density } from "./use-density.ts";
import { useLastAction } from "./use-undo.ts";

interface Bar {
  /** As it was chosen. */
  readonly sort: BookSort;
  readonly onSort: (sort: BookSort) => void;
  /** As the list came out, when it is there. */
  readonly sorting: (BookSort & { readonly offered: readonly SortKey[] }) | undefined;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
  readonly children?: ReactNode;
}

/** Above a list of clients: their order, and what can be done with them. */
export function ListBar({ sort, onSort, sorting, density, onDensity, children }: Bar) {
  const text = useText(listTexts);
  const last = useLastAction();
  const isOther = sorting !== undefined && (sorting.by !== sort.by || sorting.descending !== sort.descending);
  return (
    <>
      <div className="list-bar">
        <SortMenu sort={sorting ?? sort} offered={sorting?.offered ?? []} onSort={onSort} density={density} onDensity={onDensity} />
        {children}
      </div>
      {last !== null && (
        <p className="r-small r-muted list-bar-note list-bar-last">
          {last.said}
          <Button variant="quiet" icon="undo" busy={last.isPending} onClick={last.undo}>
            {text("undo")}
          </Button>
        </p>
      )}
      {isOther && (
        <p role="status" className="r-small r-muted list-bar-note">
          {text("sort.unavailable")}
        </p>
      )}
    </>
  );
}
