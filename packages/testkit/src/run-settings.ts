/** The database that test files copy. */
export const TEMPLATE = "prepared";

export interface RunSettings {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

/** The run's settings as environment, so that test processes and the processes they start have them. */
export function runSettings({ folder, host, port, user }: RunSettings): Record<string, string> {
  return { RAPPORT_TEST_FOLDER: folder, RAPPORT_TEST_POSTGRES: `postgresql://${user}@localhost:${port}/DATABASE?host=${encodeURIComponent(host)}` };
}

/** The address of a database on the run's PostgreSQL. */
export function address(database: string): string {
  const pattern = process.env["RAPPORT_TEST_POSTGRES"];
  if (pattern === undefined) throw new Error("There is no PostgreSQL for tests: run them with vitest from the project's root, whose global setup starts it.");
  return pattern.replace("DATABASE", database);
}
