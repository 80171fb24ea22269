import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { ShownLayout } from "./layout.ts";

export const getPosLayout = endpoint({
  name: "getPosLayout",
  method: "GET",
  path: "/api/pos/layout",
  permission: "pos",
  summary: "The caller's screen layout: their own, else the register's, else the store's; `null` when none of them names one, and the POS has its own.",
  reply: z.object({ layout: ShownLayout.nullable() }),
});
