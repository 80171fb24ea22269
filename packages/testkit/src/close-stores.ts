import { afterAll } from "vitest";
import { closePreparedStores } from "./prepared-stores.ts";

// Test files share a process, one after another; each has stores of its own.
afterAll(closePreparedStores);
