import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getRegister, listRegisters } from "@rapport/contract/organisation";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type StoredRegister = Reply<typeof getRegister>;
type Asked = NonNullable<CallInput<typeof listRegisters>["query"]>;

export const REGISTERS_KEY = "registers";

export async function registerList(legalEntity: string, asked: Asked = {}): Promise<{ rows: StoredRegister[]; total: number }> {
  const { registers: rows, total } = await ask(listRegisters, { params: { legalEntity }, query: asked });
  return { rows, total };
}

export function registersQuery(legalEntity: string, asked: Asked = {}) {
  return queryOptions({ queryKey: [REGISTERS_KEY, legalEntity, asked], queryFn: () => registerList(legalEntity, asked), placeholderData: keepPreviousData });
}

/** A form that is opened reads it anew: an older copy would be taken for what somebody else changed. */
export function registerQuery(params: { legalEntity: string; register: string }) {
  return queryOptions({ queryKey: [REGISTERS_KEY, "one", params], queryFn: () => ask(getRegister, { params }), gcTime: 0 });
}
