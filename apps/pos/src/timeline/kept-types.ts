import { listTypesAtStore } from "@rapport/contract/clienteling";
import type { Reply } from "@rapport/contract";

type Types = Reply<typeof listTypesAtStore>;

/** The activity types that this device had last of a legal entity. They are no secret: everybody of the store sees them. */
export function keptTypes({ storage, legalEntity }: { storage: Pick<Storage, "getItem" | "setItem">; legalEntity: string }) {
  const key = `rapport.activity-types.${legalEntity}`;
  return {
    read: (): Types | undefined => {
      try {
        return listTypesAtStore.reply.safeParse(JSON.parse(storage.getItem(key) ?? "null")).data;
      } catch {
        return undefined;
      }
    },
    keep: (types: Types): void => {
      try {
        storage.setItem(key, JSON.stringify(types));
      } catch {
        // The device has no room: then they are in memory only.
      }
    },
  };
}
