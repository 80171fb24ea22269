import { hash, verify } from "@node-rs/argon2";

/** The hashing of passwords, off the main thread. Its calls are counted in tests: known and unknown accounts must cost the same. */
export const argon2 = { hash, verify };
