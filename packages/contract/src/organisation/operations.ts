import { z } from "zod";

/** Operations a worker holds: 712 and 713 view, 714 add, 715 remove, 716 move to another book. */
export const Operation = z.union([z.literal(712), z.literal(713), z.literal(714), z.literal(715), z.literal(716)]);
export type Operation = z.infer<typeof Operation>;

export const OPERATIONS: readonly Operation[] = [712, 713, 714, 715, 716];

export const Operations = z.array(Operation).max(10);
