import { expect, test } from "vitest";
import { CustomerId, WorkerId } from "@rapport/contract";
import { NoteDrafts } from "./note-drafts.ts";

const sanne = WorkerId.parse("7f0c2a1e-52a5-4b83-9b39-0a7a6d1d0001");
const joost = WorkerId.parse("7f0c2a1e-52a5-4b83-9b39-0a7a6d1d0002");
const marieke = CustomerId.parse("7f0c2a1e-52a5-4b83-9b39-0a7a6d1d0003");

test("an unsent text survives the end of the session for the same worker", () => {
  const drafts = new NoteDrafts();
  drafts.belongTo(sanne);
  drafts.keep(marieke, { text: "Call after five", pinned: true });
  expect([drafts.belongTo(sanne), drafts.of(marieke)]).toEqual([true, { text: "Call after five", pinned: true }]);
});

test("another worker finds nothing of the one before", () => {
  const drafts = new NoteDrafts();
  drafts.belongTo(sanne);
  drafts.keep(marieke, { text: "Call after five", pinned: true });
  expect([drafts.belongTo(joost), drafts.of(marieke)]).toEqual([false, { text: "", pinned: false }]);
});
