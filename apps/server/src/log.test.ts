import { preparedStores } from "@rapport/testkit";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { createLog } from "./log.ts";

test("an error of the database is logged without the values it repeats", async () => {
  const { operational } = await preparedStores();
  const lines: string[] = [];
  const log = createLog({ write: (line) => void lines.push(line) });
  const secret = "Anna Jansen";
  for (const statement of [
    sql`select ${secret}::uuid`,
    sql`insert into api_key (name, hash, permissions) values (${secret}, ${Buffer.from(secret)}, '{}'), (${secret}, ${Buffer.from(secret)}, '{}')`,
  ]) {
    await statement.execute(operational.db).catch((error: unknown) => log.error({ err: new Error("outer", { cause: error }) }, "failed"));
  }
  expect(lines).toHaveLength(2);
  expect(lines.join("")).toContain("api_key_hash_key");
  expect(lines.join("")).not.toContain("Anna");
  expect(lines.join("")).not.toContain(Buffer.from(secret).toString("hex"));
});
