import { expect, test } from "vitest";
import { isEndOfSession } from "./end-of-session.ts";

test("SI18 a changed form holds no page back from the end of the session, only from other pages", () => {
  expect(["/sign-in", "/locked", "/password", "/", "/client-book", "/customers/$customerId"].filter(isEndOfSession)).toEqual(["/sign-in", "/locked"]);
});
