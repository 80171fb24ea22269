import { Permission, permissionsOf } from "@rapport/contract";

const OF_HEADQUARTERS: ReadonlySet<string> = new Set(permissionsOf("headquarters"));

/** Ignores stored permissions that this version does not know. */
export function known(permissions: readonly string[]): ReadonlySet<Permission> {
  return new Set(permissions.filter((permission) => OF_HEADQUARTERS.has(permission)).map((permission) => Permission.parse(permission)));
}
