import { expect, test } from "vitest";
import { columnsIn, rowsOf } from "./rows.ts";

test("R12b every client of a list stands in one row, in order, and those without what it is sorted by behind words of their own", () => {
  for (const clients of [0, 1, 2, 3, 7, 12])
    for (const columns of [1, 2, 3])
      for (let rest = 0; rest <= clients; rest++) {
        const rows = rowsOf({ clients, columns, rest });
        const all = Array.from({ length: rows.count }, (_, index) => rows.rowAt(index));
        const stands = all.flatMap((row, index) =>
          row.kind === "rest" ? ["rest"] : Array.from({ length: row.to - row.from }, (_, at) => `${row.from + at} in ${index}`),
        );
        const wanted = Array.from({ length: clients }, (_, client) => `${client} in ${rows.indexOf(client)}`);
        expect(stands).toEqual(rest < clients ? [...wanted.slice(0, rest), "rest", ...wanted.slice(rest)] : wanted);
        expect(all.every((row) => row.kind === "rest" || (row.to > row.from && row.to - row.from <= columns))).toBe(true);
      }
});

test("as many cards stand beside each other as have room", () => {
  expect([0, 299, 300, 613, 614, 928].map(columnsIn)).toEqual([1, 1, 1, 1, 2, 3]);
});
