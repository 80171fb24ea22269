import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { ScreenLayoutCode } from "../ids.ts";
import { Translated } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";
import { ScreenLayout } from "./layout.ts";

const StoredScreenLayout = ScreenLayout.extend({
  code: ScreenLayoutCode,
  /** How many of each name it. */
  usedBy: z.object({ stores: z.int(), registers: z.int(), workers: z.int() }),
  saved: Saved,
}).meta({ id: "StoredScreenLayout" });
const Path = LegalEntityPath.extend({ code: ScreenLayoutCode });

export const putScreenLayout = endpoint({
  name: "putScreenLayout",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/screen-layouts/:code",
  permission: "organisation.manage",
  summary:
    "Create or change a screen layout. What is not named stays. Every button has to stand inside its grid, on no other, and on a screen that its operation may stand on.",
  params: Path,
  query: IfVersion,
  body: changeOf(ScreenLayout),
  reply: StoredScreenLayout,
});

export const listScreenLayouts = endpoint({
  name: "listScreenLayouts",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/screen-layouts",
  permission: "organisation.manage",
  summary: "The screen layouts of a legal entity, each with how many stores, registers and workers name it.",
  params: LegalEntityPath,
  query: listQuery(["code", "name"]).omit({ active: true }),
  reply: z.object({ screenLayouts: z.array(StoredScreenLayout), total: z.int() }),
});

export const getScreenLayout = endpoint({
  name: "getScreenLayout",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/screen-layouts/:code",
  permission: "organisation.manage",
  summary: "One screen layout.",
  params: Path,
  reply: StoredScreenLayout,
});

export const copyScreenLayout = endpoint({
  name: "copyScreenLayout",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/screen-layouts/:code/copies",
  permission: "organisation.manage",
  summary: "Copy a screen layout under another code. Nothing names the copy yet.",
  params: Path,
  body: z.strictObject({ code: ScreenLayoutCode, name: Translated }),
  reply: StoredScreenLayout,
  status: 201,
});

export const deleteScreenLayout = endpoint({
  name: "deleteScreenLayout",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/screen-layouts/:code",
  permission: "organisation.manage",
  summary: "Delete a screen layout that no store, register or worker names.",
  params: Path,
  query: IfVersion,
});
