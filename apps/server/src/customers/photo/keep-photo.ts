import { Refusal, type AccountNumber, type LegalEntityCode } from "@rapport/contract";
import { PHOTO_BYTES } from "@rapport/contract/customers";
import { inTransaction } from "@rapport/operational";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { audit } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor, Exchange } from "../../http/index.ts";
import { assertRoomFor, forget, keep, receive, replaced } from "../../received-files/index.ts";
import { customerOfNumber } from "../read-profile.ts";
import { HEAD_BYTES, kindOfImage } from "./kind-of-image.ts";
import { plainImage } from "./plain/plain-image.ts";
import { heldPhoto, photoFiles, removePhoto, savePhoto } from "./photo-queries.ts";

type PhotoDeps = Pick<Deps, "db" | "clock" | "dataDir" | "disk">;
interface OfNumber {
  readonly legalEntity: LegalEntityCode;
  readonly accountNumber: AccountNumber;
  readonly actor: Actor;
}

export function photoFolder({ dataDir }: Pick<Deps, "dataDir">): string {
  return join(dataDir, "photos");
}

/** Gives a customer a photo, in place of an earlier one (HC8), without what its camera wrote beside the pixels. Its bytes are durable on disk before its row is; a file without a row goes at the next start. */
export async function keepPhoto(deps: PhotoDeps, { http, ...of }: OfNumber & { readonly http: Pick<Exchange, "upload" | "header"> }) {
  const { db, clock, disk } = deps;
  const { legalEntity, actor } = of;
  const folder = photoFolder(deps);
  const customerId = await customerOfNumber(db, of);
  assertRoomFor(disk, Number(http.header("content-length") ?? 0));
  const received = await receive({ folder, disk }, { upload: await http.upload({ maxBytes: PHOTO_BYTES }), maxBytes: PHOTO_BYTES });
  let file: string;
  let bytes: number;
  let contentType: ReturnType<typeof kindOfImage>;
  try {
    const sent = await readFile(received.path);
    contentType = kindOfImage(sent.subarray(0, HEAD_BYTES));
    if (contentType === undefined) throw new Refusal("photo.no_image", {});
    const plain = plainImage(sent, contentType);
    if (plain === undefined) throw new Refusal("photo.broken", {});
    bytes = plain.length;
    file = await keep(folder, await replaced(received, plain));
  } catch (cause) {
    await rm(received.path, { force: true });
    throw cause;
  }
  const photo = { customerId, file, contentType, bytes, addedAt: clock.now() };
  let before: string | undefined;
  try {
    before = await inTransaction(db, async (trx) => {
      const held = await heldPhoto(trx, customerId);
      await savePhoto(trx, photo);
      const changes = { photo: { from: held?.file ?? null, to: file } };
      await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.saved", subjects: [{ id: customerId, changes }] });
      return held?.file;
    });
  } catch (cause) {
    // After another failure than a refusal the row may still be written, by a commit whose answer was lost: the next start looks again.
    if (cause instanceof Refusal && !(await photoFiles(db, [file]).catch(() => new Set([file]))).has(file)) await forget(folder, [file]);
    throw cause;
  }
  if (before !== undefined) await forget(folder, [before]);
  return { photo: file };
}

export async function deletePhoto(deps: Pick<Deps, "db" | "clock" | "dataDir">, of: OfNumber): Promise<undefined> {
  const { db, clock } = deps;
  const { legalEntity, actor } = of;
  const customerId = await customerOfNumber(db, of);
  const before = await inTransaction(db, async (trx) => {
    const held = await heldPhoto(trx, customerId);
    await removePhoto(trx, customerId);
    const changes = { photo: { from: held?.file ?? null, to: null } };
    await audit(
      { db: trx, clock },
      { legalEntity, actor, action: "customer.saved", subjects: [held === undefined ? customerId : { id: customerId, changes }] },
    );
    return held?.file;
  });
  if (before !== undefined) await forget(photoFolder(deps), [before]);
  return undefined;
}
