import { fileURLToPath } from "node:url";

/** Node's arguments to run the server: the built one that `npm test` names, else the source. */
// oxlint-disable-next-line node/no-process-env -- `npm test` says what it has built
export const SERVER_PROGRAM: readonly string[] = programOf(process.env["RAPPORT_TEST_SERVER"]);

function programOf(built: string | undefined): readonly string[] {
  return built === undefined ? ["--import", "tsx", fileURLToPath(new URL("../main.ts", import.meta.url))] : [built];
}
