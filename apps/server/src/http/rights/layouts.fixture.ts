import * as layouts from "@rapport/contract/layouts";
import { putStore } from "@rapport/contract/organisation";
import type { TestServer } from "../../testing/index.ts";
import { fresh } from "./fresh.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const body = (name: string) => ({
  name: { en: name },
  sizes: [
    { kind: "full" as const, width: 1024, height: 768, grids: [{ rows: 1, columns: 1, buttons: [{ operation: 602, text: { en: name }, row: 1, column: 1 }] }] },
  ],
});

/** A layout of a tenant with their mark in its name and on its button. */
async function spare({ legalEntity, mark }: Tenant, { api }: TestServer) {
  const params = { legalEntity, code: fresh("l") };
  await api(layouts.putScreenLayout, { params, body: body(mark) });
  return { params };
}
/** The same code under another legal entity. */
const elsewhere = async (home: Tenant, { legalEntity }: Tenant, server: TestServer) => ({ params: { ...(await spare(home, server)).params, legalEntity } });
const copied = () => ({ code: fresh("c"), name: { en: "Copy" } });

export const layoutRights: readonly Right[] = [
  right(layouts.putScreenLayout, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity, code: fresh("l") }, body: body("Layout") }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: fresh("l") }, body: body("Layout") }), answer: "own" },
  }),
  right(layouts.listScreenLayouts, {
    customers: "none",
    request: async ({ legalEntity, mark }, { api }) => {
      await api(layouts.putScreenLayout, { params: { legalEntity, code: "marked" }, body: body(mark) });
      return { params: { legalEntity } };
    },
    shows: true,
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity } }), answer: "own" },
  }),
  right(layouts.getScreenLayout, { customers: "none", request: spare, shows: true, otherTenant: { request: elsewhere, answer: "refused" } }),
  right(layouts.copyScreenLayout, {
    customers: "none",
    request: async (home, server) => ({ ...(await spare(home, server)), body: copied() }),
    otherTenant: { request: async (home, other, server) => ({ ...(await elsewhere(home, other, server)), body: copied() }), answer: "refused" },
  }),
  right(layouts.deleteScreenLayout, { customers: "none", request: spare, otherTenant: { request: elsewhere, answer: "refused" } }),
  right(layouts.getPosLayout, {
    customers: "none",
    request: async (home, server) => {
      const { params } = await spare(home, server);
      await server.api(putStore, { params: { legalEntity: home.legalEntity, store: "S1" }, body: { screenLayout: params.code } });
      return {};
    },
    shows: true,
    otherTenant: { request: () => ({}), answer: "own" },
  }),
];
