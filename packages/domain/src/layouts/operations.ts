import type { Permission } from "@rapport/contract";
import type { LayoutIcon, LayoutScreen } from "@rapport/contract/layouts";

export interface ButtonOperation {
  readonly id: number;
  /** Where a button for it may stand: nowhere, if it starts in another place only. */
  readonly screens: readonly LayoutScreen[];
  /** Without it the button is not shown. */
  readonly permission: Permission;
  readonly icon: LayoutIcon;
}

/** Every operation that the product knows, in the order in which a designer offers them (LA2). */
export const BUTTON_OPERATIONS = [
  { id: 712, screens: ["welcome"], permission: "clientBook.view", icon: "book" },
  { id: 713, screens: ["welcome"], permission: "clientBook.viewStore", icon: "people" },
  { id: 602, screens: ["welcome", "transaction"], permission: "pos", icon: "search" },
  { id: 612, screens: ["welcome", "transaction"], permission: "customer.create", icon: "person" },
  { id: 1215, screens: ["welcome", "transaction"], permission: "ownPassword", icon: "edit" },
  { id: 703, screens: ["welcome", "transaction"], permission: "pos", icon: "lock" },
  { id: 701, screens: ["welcome", "transaction"], permission: "pos", icon: "signOut" },
  { id: 623, screens: [], permission: "customer.edit", icon: "edit" },
  { id: 714, screens: [], permission: "clientBook.add", icon: "plus" },
  { id: 715, screens: [], permission: "clientBook.remove", icon: "book" },
  { id: 716, screens: [], permission: "clientBook.reassign", icon: "return" },
  { id: 1216, screens: [], permission: "signInWait.end", icon: "person" },
  { id: 9001, screens: [], permission: "register.activate", icon: "settings" },
  { id: 9002, screens: [], permission: "activity.manage", icon: "edit" },
  { id: 9003, screens: [], permission: "filter.share", icon: "people" },
] as const satisfies readonly ButtonOperation[];

type Row = (typeof BUTTON_OPERATIONS)[number];
/** The operations that a button can start. */
export type ButtonOperationId = Extract<Row, { screens: readonly [string, ...string[]] }>["id"];

export function operationOf(id: number): ButtonOperation | undefined {
  return BUTTON_OPERATIONS.find((operation) => operation.id === id);
}
