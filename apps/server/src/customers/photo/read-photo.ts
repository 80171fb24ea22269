import { Refusal, type CustomerId, type LegalEntityCode } from "@rapport/contract";
import { audit } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor, FileReply } from "../../http/index.ts";
import { bytesOf } from "../../received-files/index.ts";
import { photoFolder } from "./keep-photo.ts";
import { photoOf } from "./photo-queries.ts";

interface Asked {
  readonly legalEntity: LegalEntityCode;
  readonly customerId: CustomerId;
  readonly actor: Actor;
}

/** Whatever hides in it, a browser shows it as an image or not at all. None keeps it, so that each look is asked for, and written down. */
const HEADERS = { "cache-control": "no-store", "content-security-policy": "default-src 'none'; sandbox", "content-disposition": "inline" };

export async function readPhoto(deps: Pick<Deps, "db" | "clock" | "dataDir">, { legalEntity, customerId, actor }: Asked): Promise<FileReply> {
  const found = await photoOf(deps.db, customerId);
  if (found === undefined) throw new Refusal("photo.none", {});
  const body = await bytesOf(photoFolder(deps), found.file);
  if (body === undefined) throw new Refusal("photo.none", {});
  try {
    await audit(deps, { legalEntity, actor, action: "customer.viewed", subjects: [customerId] });
  } catch (cause) {
    body.destroy();
    throw cause;
  }
  return { contentType: found.content_type, body, headers: { ...HEADERS, "content-length": String(found.bytes) } };
}
