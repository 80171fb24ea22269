import { expect, test } from "vitest";
import { CustomerId, NoteId } from "@rapport/contract";
import { type Attempt, pendingNotes } from "./pending-notes.ts";

const customerId = CustomerId.parse("7f0c2a1e-52a5-4b83-9b39-0a7a6d1d0003");

test("a failed note keeps its text and stands above older ones", () => {
  const shown = pendingNotes([attempt({ note: 1, submittedAt: 10, status: "error" }), attempt({ note: 2, submittedAt: 20, status: "pending" })]);
  expect(shown.map(({ text, state }) => [text, state])).toEqual([
    ["note 2", "saving"],
    ["note 1", "failed"],
  ]);
});

test("a note that was sent again is one note, in the state of its last attempt", () => {
  const failed = attempt({ note: 1, submittedAt: 10, status: "error" });
  expect(pendingNotes([failed, attempt({ note: 1, submittedAt: 30, status: "pending" })]).map(({ state }) => state)).toEqual(["saving"]);
  expect(pendingNotes([failed, attempt({ note: 1, submittedAt: 30, status: "success" })])).toEqual([]);
});

test("a note that waits for the network says so", () => {
  expect(pendingNotes([{ ...attempt({ note: 1, submittedAt: 10, status: "pending" }), isPaused: true }])[0]?.state).toBe("waiting");
});

function attempt({ note, submittedAt, status }: { note: number; submittedAt: number; status: Attempt["status"] }): Attempt {
  return {
    status,
    isPaused: false,
    error: null,
    submittedAt,
    variables: { customerId, id: NoteId.parse(`7f0c2a1e-52a5-4b83-9b39-0a7a6d1d100${note}`), text: `note ${note}`, pinned: false },
  };
}
