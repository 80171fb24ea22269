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
  rowsDepend: true,
  dryStoresNothing: false,
  codeOf: (cell) => FeatureCode.safeParse(cell).data,
  async store(deps, rows, { actor }) {
    const read = rows.map((row) => Row.safeParse(row, { reportInput: true }));
    const fates = new Map<number, Fate>();
    // What others need comes first, wherever it stands in the file.
    for (const code of FeatureCode.options) {
      for (const [place, { data }] of read.entries()) {
        if (data?.feature !== code) continue;
        const fate = await importFeature(deps, { feature: code, enabled: data.enabled, day: data.enableDate, actor });
        fates.set(place, fate.kind === "invalid" ? { kind: "invalid", faults: faultsOfRefusal(fate.refusal, {}) } : { kind: fate.kind, faults: [] });
      }
    }
    return read.map(({ error }, place) => fates.get(place) ?? { kind: "invalid", faults: error === undefined ? [] : faultsIn(faultsOf(error), fieldIn) });
  },
  async *all(deps) {
    yield await everyFeature(deps);
  },
};
