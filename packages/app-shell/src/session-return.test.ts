import { expect, test } from "vitest";
import { readSignInSearch, signInSearchFor } from "./session-return.ts";

test("signing in leads back to the requested page, with its search", () => {
  expect(readSignInSearch({ ...signInSearchFor("/reports?by=page") })).toEqual({ next: "/reports?by=page" });
  expect(signInSearchFor("/")).toEqual({});
});

test.each(["//evil.example", "/\\evil.example", "https://evil.example", "reports", 7, undefined])(
  "an address such as %s never leads out of the app",
  (next) => {
    expect(readSignInSearch({ next })).toEqual({});
  },
);

test("the sign-in page mentions only an ended session", () => {
  expect(readSignInSearch({ expired: true })).toEqual({ expired: true });
  expect(readSignInSearch({ expired: "yes" })).toEqual({});
});
