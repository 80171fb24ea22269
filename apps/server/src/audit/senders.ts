import { randomUUID } from "node:crypto";
import type { Deps } from "../deps.ts";
import { addEntry } from "./queries.ts";

interface SenderSignIn {
  readonly dataSource: number;
  readonly login: string;
  readonly address: string;
  /** The password, or the fingerprint of the key. */
  readonly by: string;
}

/** A sender of a data source who signed in by SFTP. Nobody is behind a login but the source itself, so the server is who acted. */
export async function auditSender(db: Deps["db"], { dataSource, login, address, by, at }: SenderSignIn & { readonly at: Date }): Promise<void> {
  const asked = { request: randomUUID(), endpoint: "sftp", path: `/${login}`, address };
  const changes = JSON.stringify({ "sftp.signedInBy": { from: null, to: by } });
  const subjects = [{ kind: "dataSource" as const, id: String(dataSource), changes }];
  await addEntry(db, { at, legalEntity: null, actorKind: "server", actorId: "server", action: "sign_in.succeeded", asked, subjects });
}
