import { z } from "zod";

/** The operations that a worker can hold: 612 makes customers, 623 edits them, 712 and 713 view, 714 adds, 715 removes, 716 moves to another book, 1216 ends a wait after wrong passwords. Numbers of our own begin at 9001, which activates devices; 9002 changes activities of colleagues, 9003 shares filters with the store. */
export const Operation = z.union([
  z.literal(612),
  z.literal(623),
  z.literal(712),
  z.literal(713),
  z.literal(714),
  z.literal(715),
  z.literal(716),
  z.literal(1216),
  z.literal(9001),
  z.literal(9002),
  z.literal(9003),
]);
export type Operation = z.infer<typeof Operation>;

export const OPERATIONS: readonly Operation[] = [612, 623, 712, 713, 714, 715, 716, 1216, 9001, 9002, 9003];

export const Operations = z.array(Operation).max(20);
