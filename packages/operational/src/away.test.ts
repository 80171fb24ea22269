import { expect, test } from "vitest";
import { isAway, isReferenceGone } from "./away.ts";
import { LockLost } from "./locks.ts";

test("F1 an error says whether the database is away or answered with a refusal", () => {
  const coded = (code: string, more: object = {}): Error => Object.assign(new Error("x"), { code, ...more });
  const away = [
    coded("57P01"),
    coded("57P03"),
    coded("08006"),
    coded("53300"),
    coded("ECONNREFUSED"),
    coded("ENOENT", { syscall: "connect" }),
    new LockLost("lane"),
  ];
  const words = ["Connection terminated unexpectedly", "Connection terminated", "timeout exceeded when trying to connect"].map((text) => new Error(text));
  const wrapped = [new Error("the lane could not be asked for", { cause: coded("57P01") }), new AggregateError([coded("ECONNREFUSED")])];
  expect([...away, ...words, ...wrapped].map(isAway)).toEqual(Array(12).fill(true));
  const others = [coded("23505"), coded("42P01"), coded("57014"), coded("ENOENT", { syscall: "open" }), new Error("no"), "57P01", undefined];
  expect(others.map(isAway)).toEqual(Array(7).fill(false));
});

test("OG3 an error says whether a row that a write names is gone", () => {
  const coded = (code: string, message = "x"): Error => Object.assign(new Error(message), { code });
  const deletion = coded("23503", 'update or delete on table "store" violates foreign key constraint "register_store_fkey" on table "register"');
  const errors = [coded("23503"), new Error("y", { cause: coded("23503") }), coded("23505"), "23503", deletion];
  expect(errors.map(isReferenceGone)).toEqual([true, true, false, false, false]);
});
