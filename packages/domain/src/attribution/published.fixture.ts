/** Tables that others published, with where they come from. */

/** eeghor/mta (MIT licence), its tests: paths with how often they ended in a conversion, and what each channel has. */
export const MTA_PATHS: readonly (readonly [path: string, conversions: number])[] = [
  ["direct", 2],
  ["search > email", 3],
  ["search > social > email", 5],
];
export const MTA_CREDIT = {
  first: { direct: 2, search: 8 },
  last: { direct: 2, email: 8 },
  linear: { direct: 2, search: 3.1666666667, email: 3.1666666667, social: 1.6666666667 },
  uShaped: { direct: 2, search: 3.5, email: 3.5, social: 1 },
} as const;

/** The same project, its tests of the Shapley value. */
export const MTA_SHAPLEY: readonly { paths: readonly (readonly [string, number])[]; credit: Readonly<Record<string, number>> }[] = [
  {
    paths: [
      ["a", 4],
      ["a > b", 6],
    ],
    credit: { a: 7, b: 3 },
  },
  { paths: [["a > b > c > d", 10]], credit: { a: 2.5, b: 2.5, c: 2.5, d: 2.5 } },
];

/** The worked example of the documentation of attribution models, with exact values beside its rounded ones: 50 on September 24. */
export const WORKED_EXAMPLE = {
  journey: [
    ["2026-09-15", 1, "paid search"],
    ["2026-09-18", 2, "social"],
    ["2026-09-24", 3, "email"],
    ["2026-09-24", 3, "display"],
  ],
  decay: { "paid search": 6.923333269, social: 9.318115581, email: 16.879275575, display: 16.879275575 },
} as const;
