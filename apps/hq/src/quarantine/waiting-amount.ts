import type { Quarantine } from "@rapport/contract/report-suites";

export type WaitingAmount = Quarantine["waitingAmounts"][number];

export function keyOf({ day, currency, to }: WaitingAmount): string {
  return `${day} ${currency} ${to}`;
}
