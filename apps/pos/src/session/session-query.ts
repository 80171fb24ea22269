import { queryOptions } from "@tanstack/react-query";
import { getPosRegister, getPosSession, listPosRegisters, type Register } from "@rapport/contract/sessions";
import { ask, SESSION_KEY } from "@rapport/app-shell";
import type { z } from "zod";

/** Who is signed in at this register. Loaded again when the page gets the focus, because another tab may have changed it. */
export const sessionQuery = queryOptions({ queryKey: [SESSION_KEY], queryFn: () => ask(getPosSession), staleTime: 60_000 });

/** The register that this device is; or the registers that can be chosen on any device. */
export const registersQuery = queryOptions({
  queryKey: ["registers"],
  queryFn: async (): Promise<{ own: RegisterOfDevice | null; registers: readonly RegisterOfDevice[] }> => {
    const { register: own } = await ask(getPosRegister);
    return { own, registers: own === null ? (await ask(listPosRegisters)).registers : [own] };
  },
  staleTime: 60_000,
});
type RegisterOfDevice = z.output<typeof Register>;
