import type { CallInput } from "@rapport/contract";
import { putScreenLayout } from "@rapport/contract/layouts";
import { putStore, putWorker } from "@rapport/contract/organisation";
import type { Client } from "./client.ts";

/** The associate who has a layout of their own, and the rights of a manager. */
export const MANAGER = "1003";

type Body = NonNullable<CallInput<typeof putScreenLayout>["body"]>;
type Button = NonNullable<NonNullable<NonNullable<Body["sizes"]>[number]["grids"]>[number]["buttons"]>[number];

type Look = Omit<Button, "row" | "column">;

const TABLET = { kind: "full", width: 1024, height: 768 } as const;
const PHONE = { kind: "compact", width: 390, height: 844 } as const;

const book: Look = { operation: 712, colour: "strong" };
const storeBooks: Look = { operation: 713, colour: "mist" };
const create: Look = { operation: 612, colour: "sage" };
const search: Look = { operation: 602, colour: "accent" };
const lock: Look = { operation: 703, colour: "plain" };

/** The layout of both stores: the client book large, beside it what is needed most. */
const FLOOR: Body = {
  name: { en: "Shop floor", nl: "Winkelvloer" },
  sizes: [
    {
      ...TABLET,
      grids: [
        {
          rows: 3,
          columns: 2,
          buttons: [
            { ...book, row: 1, column: 1, rowSpan: 2 },
            { ...storeBooks, row: 3, column: 1 },
            { ...search, row: 1, column: 2 },
            { ...create, row: 2, column: 2 },
            { ...lock, row: 3, column: 2 },
          ],
        },
      ],
    },
    {
      ...PHONE,
      grids: [
        {
          rows: 3,
          columns: 2,
          buttons: [
            { ...book, row: 1, column: 1, columnSpan: 2 },
            { ...search, row: 2, column: 1 },
            { ...create, row: 2, column: 2 },
            { ...storeBooks, row: 3, column: 1 },
            { ...lock, row: 3, column: 2 },
          ],
        },
      ],
    },
  ],
};

const caller: Look = {
  operation: 602,
  colour: "info",
  icon: "phone",
  text: { en: "Who is calling?", nl: "Wie belt er?" },
  tooltip: { en: "Find the client by phone number", nl: "Vind de klant op telefoonnummer" },
};
const password: Look = { operation: 1215, colour: "sand" };
const leave: Look = { operation: 701, colour: "mist" };

/** The manager's own: two grids, the second for what happens less often. */
const MANAGERS: Body = {
  name: { en: "Manager", nl: "Manager" },
  sizes: [
    {
      ...TABLET,
      grids: [
        {
          rows: 3,
          columns: 2,
          buttons: [
            { ...book, row: 1, column: 1 },
            { ...storeBooks, row: 1, column: 2 },
            { ...search, row: 2, column: 1 },
            { ...caller, row: 2, column: 2 },
            { ...create, row: 3, column: 1, columnSpan: 2 },
          ],
        },
        {
          rows: 2,
          columns: 1,
          buttons: [
            { ...password, row: 1, column: 1 },
            { ...leave, row: 2, column: 1 },
          ],
        },
      ],
    },
    {
      ...PHONE,
      grids: [
        {
          rows: 4,
          columns: 2,
          buttons: [
            { ...book, row: 1, column: 1 },
            { ...storeBooks, row: 1, column: 2 },
            { ...search, row: 2, column: 1 },
            { ...caller, row: 2, column: 2 },
            { ...create, row: 3, column: 1, columnSpan: 2 },
            { ...password, row: 4, column: 1 },
            { ...leave, row: 4, column: 2 },
          ],
        },
      ],
    },
  ],
};

export async function putLayouts(client: Client, { legalEntity, stores }: { legalEntity: string; stores: readonly string[] }): Promise<void> {
  await client.call(putScreenLayout, { params: { legalEntity, code: "floor" }, body: FLOOR });
  await client.call(putScreenLayout, { params: { legalEntity, code: "manager" }, body: MANAGERS });
  for (const store of stores) await client.call(putStore, { params: { legalEntity, store }, body: { screenLayout: "floor" } });
  await client.call(putWorker, { params: { legalEntity, operatorId: MANAGER }, body: { screenLayout: "manager" } });
}
