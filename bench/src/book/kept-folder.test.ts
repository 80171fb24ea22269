import { temporaryFolder } from "@rapport/testkit";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { madeOnce } from "./kept-folder.ts";

test("a kept retailer is made once, anew after a run that never ended, and is never taken for one of another size", async () => {
  const folder = temporaryFolder("kept-");
  let made = 0;
  const makes = async () => {
    made += 1;
    expect(readdirSync(folder)).toEqual(["retailer-is-begun"]);
    writeFileSync(join(folder, "database"), "");
    await Promise.resolve();
  };
  const ends = async () => {
    writeFileSync(join(folder, "half"), "");
    await Promise.reject(new Error("killed"));
  };
  await expect(madeOnce(folder, { size: "ten", make: ends })).rejects.toThrow("killed");
  await madeOnce(folder, { size: "ten", make: makes });
  await madeOnce(folder, { size: "ten", make: makes });
  expect([made, readdirSync(folder)]).toEqual([1, ["database", "retailer-is-begun", "retailer-is-made"]]);
  await expect(madeOnce(folder, { size: "two", make: makes })).rejects.toThrow("was made with ten, not with two. Name another folder");
  writeFileSync(join(folder, "retailer-is-made"), "");
  await expect(madeOnce(folder, { size: "two", make: makes })).rejects.toThrow("a size that nobody wrote down");
  const theirs = temporaryFolder("theirs-");
  writeFileSync(join(theirs, "letter.txt"), "");
  await expect(madeOnce(theirs, { size: "ten", make: makes })).rejects.toThrow("There is something else in");
  expect(readdirSync(theirs)).toEqual(["letter.txt"]);
});
