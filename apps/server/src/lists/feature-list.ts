import { FeatureCode } from "@rapport/contract/features";
import { flagCell, textCell } from "@rapport/domain/lists";
import { z } from "zod";
import { everyFeature, importFeature } from "../feature-management/index.ts";
import { faultsOf } from "../http/index.ts";
import { faultsIn, faultsOfRefusal, fieldIn, type EditableList, type Fate } from "./editable-list.ts";

const Row = z.object({ feature: FeatureCode, enabled: z.boolean().nullable().default(null), enableDate: z.iso.date().nullable().default(null) });

/** Which features are on, and from when (R74). */
export const FEATURE_LIST: EditableList = {
  key: "feature",
  columns: new Map([
    ["feature", textCell],
    ["enabled", flagCell],
    ["enableDate", textCell],
  ]),
  choicesOf: (column) => (column === "feature" ? FeatureCode.options : null),
  rowsDepend: false,
  dryStoresNothing: false,
  codeOf: (cell) => FeatureCode.safeParse(cell).data,
  async store(deps, rows, { actor }) {
    const fates: Fate[] = [];
    for (const row of rows) {
      const read = Row.safeParse(row, { reportInput: true });
      if (!read.success) {
        fates.push({ kind: "invalid", faults: faultsIn(faultsOf(read.error), fieldIn) });
        continue;
      }
      const { feature, enabled, enableDate: day } = read.data;
      const fate = await importFeature(deps, { feature, enabled, day, actor });
      fates.push(fate.kind === "invalid" ? { kind: "invalid", faults: faultsOfRefusal(fate.refusal, {}) } : { kind: fate.kind, faults: [] });
    }
    return fates;
  },
  async *all(deps) {
    yield await everyFeature(deps);
  },
};
