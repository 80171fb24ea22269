import { usePreferences } from "@rapport/app-shell";
import { PERMISSIONS, permissionsOf } from "@rapport/contract";
import type { Operation } from "@rapport/contract/organisation";

/** What an operation lets a worker do, with its number. */
export function useOperationWords(): (operation: Operation) => string {
  const { language } = usePreferences().appearance;
  return (operation) => {
    const permission = permissionsOf("pos").find((name) => {
      const row = PERMISSIONS[name];
      return "operation" in row && row.operation === operation;
    });
    return permission === undefined ? String(operation) : `${operation} · ${PERMISSIONS[permission].words[language]}`;
  };
}
