import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getScreenLayout, listScreenLayouts } from "@rapport/contract/layouts";
import { recordQueries } from "../records/record-queries.ts";

export type StoredLayout = Reply<typeof getScreenLayout>;

export const layoutQueries = recordQueries({
  key: "screen-layouts",
  async list(legalEntity, query: CallInput<typeof listScreenLayouts>["query"] = {}) {
    const { screenLayouts: rows, total } = await ask(listScreenLayouts, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; code: string }) => ask(getScreenLayout, { params }),
});
