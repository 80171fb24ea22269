import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { PermissionGroupCode } from "../ids.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";
import { Operations } from "./operations.ts";

/** The operations that workers of one kind may do at a register. */
export const PermissionGroup = z
  .strictObject({ name: Name, operations: Operations.default([]), active: z.boolean().default(true) })
  .meta({ id: "PermissionGroup" });
export type PermissionGroup = z.infer<typeof PermissionGroup>;
const StoredPermissionGroup = PermissionGroup.extend({ code: PermissionGroupCode, saved: Saved });
const Path = LegalEntityPath.extend({ code: PermissionGroupCode });

export const putPermissionGroup = endpoint({
  name: "putPermissionGroup",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/permission-groups/:code",
  permission: "organisation.manage",
  summary: "Create or change a permission group. What is not named stays, null empties.",
  params: Path,
  query: IfVersion,
  body: changeOf(PermissionGroup),
  reply: StoredPermissionGroup,
});

export const listPermissionGroups = endpoint({
  name: "listPermissionGroups",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/permission-groups",
  permission: "organisation.manage",
  summary: "The permission groups of a legal entity.",
  params: LegalEntityPath,
  query: listQuery(["code", "name"]),
  reply: z.object({ permissionGroups: z.array(StoredPermissionGroup), total: z.int() }),
});

export const getPermissionGroup = endpoint({
  name: "getPermissionGroup",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/permission-groups/:code",
  permission: "organisation.manage",
  summary: "One permission group.",
  params: Path,
  reply: StoredPermissionGroup,
});

export const deletePermissionGroup = endpoint({
  name: "deletePermissionGroup",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/permission-groups/:code",
  permission: "organisation.manage",
  summary: "Delete a permission group that no worker is in.",
  params: Path,
  query: IfVersion,
});
