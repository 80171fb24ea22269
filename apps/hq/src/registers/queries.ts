import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getRegister, listRegisters } from "@rapport/contract/organisation";
import { recordQueries } from "../records/record-queries.ts";

export type StoredRegister = Reply<typeof getRegister>;

export const registerQueries = recordQueries({
  key: "registers",
  async list(legalEntity, query: CallInput<typeof listRegisters>["query"] = {}) {
    const { registers: rows, total } = await ask(listRegisters, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; register: string }) => ask(getRegister, { params }),
});
