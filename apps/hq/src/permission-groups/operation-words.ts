import { usePreferences } from "@rapport/app-shell";
import { PERMISSIONS, permissionsOf } from "@rapport/contract";
import type { Operation } from "@rapport/contract/organisation";

/** Operations without a permission yet. */
const WITHOUT_PERMISSION = { 716: { en: "Move clients to another book (comes later)", nl: "Klanten naar een ander boek verplaatsen (komt later)" } } as const;

/** What an operation lets a worker do, with its number. */
export function useOperationWords(): (operation: Operation) => string {
  const { language } = usePreferences().appearance;
  return (operation) => {
    const permission = permissionsOf("pos").find((name) => {
      const row = PERMISSIONS[name];
      return "operation" in row && row.operation === operation;
    });
    const words = permission === undefined ? WITHOUT_PERMISSION[716] : PERMISSIONS[permission].words;
    return `${operation} · ${words[language]}`;
  };
}
