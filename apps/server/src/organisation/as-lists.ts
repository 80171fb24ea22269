import {
  AddressBookCode,
  changeOf,
  LegalEntityCode,
  OperatorId,
  PermissionGroupCode,
  RegisterNumber,
  StoreNumber,
  type Change,
  type Saved,
} from "@rapport/contract";
import type { OrganisationList } from "@rapport/contract/lists";
import { AddressBook, LegalEntity, PermissionGroup, Register, Store, Worker } from "@rapport/contract/organisation";
import type { Reason } from "@rapport/contract/refusals";
import { codesCell, flagCell, numberCell, numbersCell, textCell, type CellForm } from "@rapport/domain/lists";
import type { Database } from "@rapport/operational";
import type { Kysely, Transaction } from "kysely";
import { versionsOfEntities, versionsOfThings } from "./version-queries.ts";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { listBooks, putBook } from "./address-books.ts";
import { listEntities, putEntity } from "./legal-entities.ts";
import { listGroups, putGroup } from "./permission-groups.ts";
import { listRegistersOf, putRegisterOf } from "./registers.ts";
import { putStoresOf } from "./put-stores.ts";
import { putWorkersOf } from "./put-workers.ts";
import { holdList, type Outcome, type Writing } from "./saved.ts";
import { listStoresOf, putStoreOf } from "./stores.ts";
import { listWorkersOf, putWorkerOf } from "./workers.ts";

type Context = Pick<Deps, "db" | "clock">;
interface Put<C, T> extends Writing {
  /** For the list of legal entities it has no meaning. */
  readonly legalEntity: LegalEntityCode;
  readonly code: C;
  readonly change: T;
}

/** A kind of thing as rows of a list: its columns, and how all of them are read and one is written. The form of the thing uses the same writes. */
export interface ListOfThings {
  /** The column with the code. */
  readonly key: string;
  readonly code: z.ZodType<string>;
  readonly change: z.ZodType;
  /** A form for the cells of every other column, in order. */
  readonly cells: Readonly<Record<string, CellForm>>;
  /** The columns that a new row fills in, besides the code. */
  readonly needs: readonly string[];
  /** The column that a refusal without a place is about. */
  readonly columnOf: Readonly<Partial<Record<Reason, string>>>;
  /** True when one row can be wrong because of another. */
  readonly rowsDepend?: boolean;
  /** Locks the whole list until the transaction ends. */
  hold(trx: Transaction<Database>, legalEntity: string): Promise<void>;
  /** The versions of those of these codes that exist. */
  versions(db: Kysely<Database>, of: { legalEntity: string; codes: readonly string[] }): Promise<ReadonlyMap<string, number>>;
  /** Refuses before it writes anything, so that the transaction can go on. */
  put(deps: Context, put: Put<string, unknown>): Promise<{ readonly saved: Saved }>;
  /** Writes many, each with another code, by the same rules; where it is absent, `put` writes one by one. */
  putAll?(deps: TrxContext, put: Puts<string, unknown>): Promise<readonly Outcome[]>;
  all(deps: Context, legalEntity: LegalEntityCode): Promise<readonly object[]>;
}

interface TrxContext {
  readonly db: Transaction<Database>;
  readonly clock: Deps["clock"];
}
interface Puts<C, T> extends Omit<Writing, "version"> {
  readonly legalEntity: LegalEntityCode;
  readonly puts: readonly { readonly code: C; readonly change: T }[];
}

const WHOLE = { descending: false, page: 1 } as const;

/** Those of other slices stand there. */
type OwnList = Exclude<OrganisationList, "activity-types" | "attributes" | "attribute-groups" | "attribute-types" | "number-sequences" | "parameters">;

/** Every list of the slice. */
export const LISTS: Readonly<Record<OwnList | "legal-entities", ListOfThings>> = {
  "address-books": listOf(AddressBookCode, AddressBook, {
    ...stored({ table: "address_book", key: "code", kind: "address book" }),
    key: "code",
    cells: { name: textCell, active: flagCell },
    put: putBook,
    all: async (deps, legalEntity) => (await listBooks(deps, { legalEntity, list: { ...WHOLE, sort: "code" } })).addressBooks,
  }),
  "permission-groups": listOf(PermissionGroupCode, PermissionGroup, {
    ...stored({ table: "permission_group", key: "code", kind: "permission group" }),
    key: "code",
    cells: { name: textCell, operations: numbersCell, active: flagCell },
    put: putGroup,
    all: async (deps, legalEntity) => (await listGroups(deps, { legalEntity, list: { ...WHOLE, sort: "code" } })).permissionGroups,
  }),
  registers: listOf(RegisterNumber, Register, {
    ...stored({ table: "register", key: "number", kind: "register" }),
    key: "number",
    cells: { store: textCell, name: textCell, screenLayout: textCell, active: flagCell },
    columnOf: { "store.unknown": "store", "screen_layout.unknown": "screenLayout" },
    put: (deps, { code: number, ...put }) => putRegisterOf(deps, { number, ...put }),
    all: async (deps, legalEntity) => (await listRegistersOf(deps, { legalEntity, list: { ...WHOLE, sort: "number" } })).registers,
  }),
  stores: listOf(StoreNumber, Store, {
    ...stored({ table: "store", key: "number", kind: "store" }),
    key: "number",
    cells: {
      name: textCell,
      city: textCell,
      country: textCell,
      customerAddressBooks: codesCell,
      employeeAddressBooks: codesCell,
      defaultCustomer: textCell,
      language: textCell,
      timeZone: textCell,
      screenLayout: textCell,
      idleMinutes: numberCell,
      idleThen: textCell,
      active: flagCell,
    },
    columnOf: { "customers.unknown": "defaultCustomer", "screen_layout.unknown": "screenLayout" },
    put: (deps, { code: number, ...put }) => putStoreOf(deps, { number, ...put }),
    putAll: putStoresOf,
    all: async (deps, legalEntity) => (await listStoresOf(deps, { legalEntity, list: { ...WHOLE, sort: "number" } })).stores,
  }),
  workers: listOf(OperatorId, Worker, {
    ...stored({ table: "worker", key: "operator_id", kind: "worker" }),
    key: "operatorId",
    cells: {
      name: textCell,
      email: textCell,
      position: textCell,
      language: textCell,
      screenLayout: textCell,
      employeeAddressBooks: codesCell,
      permissionGroup: textCell,
      operations: numbersCell,
      withheld: numbersCell,
      employedFrom: textCell,
      employedTo: textCell,
      active: flagCell,
    },
    columnOf: {
      "permission_group.unknown": "permissionGroup",
      "worker.employment": "employedTo",
      "worker.operations": "withheld",
      "screen_layout.unknown": "screenLayout",
    },
    // A file never holds passwords.
    put: (deps, { code: operatorId, ...put }) => putWorkerOf(deps, { operatorId, password: undefined, mustChangePassword: undefined, ...put }),
    putAll: putWorkersOf,
    all: async (deps, legalEntity) => (await listWorkersOf(deps, { legalEntity, list: { ...WHOLE, sort: "operatorId" } })).workers,
  }),
  "legal-entities": listOf(LegalEntityCode, LegalEntity, {
    key: "code",
    cells: {
      name: textCell,
      currency: textCell,
      rsid: textCell,
      country: textCell,
      commonAccountNumbers: flagCell,
      publishAtOnce: flagCell,
      active: flagCell,
    },
    columnOf: { "report_suite.unknown": "rsid", "report_suite.shared": "rsid", "legal_entity.currency_settled": "currency" },
    rowsDepend: true,
    hold: async (trx) => await holdList(trx, ["legal entity"]),
    versions: async (db, { codes }) => await versionsOfEntities(db, codes),
    put: (deps, { legalEntity: _, ...put }) => putEntity(deps, put),
    all: async (deps) => (await listEntities(deps, { list: { ...WHOLE, sort: "code" }, reach: "all" })).legalEntities,
  }),
};

type Draft<C, S extends z.ZodObject> = Omit<ListOfThings, "code" | "change" | "cells" | "put" | "putAll" | "columnOf" | "needs"> & {
  /** Those without which the schema takes nothing, unless it says otherwise. */
  readonly needs?: readonly string[];
  readonly cells: Readonly<Record<keyof S["shape"], CellForm>>;
  readonly columnOf?: ListOfThings["columnOf"];
  put(deps: Context, put: Put<C, Change<S>>): Promise<{ readonly saved: Saved }>;
  putAll?(deps: TrxContext, put: Puts<C, Change<S>>): Promise<readonly Outcome[]>;
};

/** A list of things that are written by these schemas. */
export function listOf<C extends z.ZodType<string>, S extends z.ZodObject>(
  code: C,
  schema: S,
  { columnOf = {}, ...draft }: Draft<z.output<C>, S>,
): ListOfThings {
  // The list parses codes and changes by these two schemas, so `put` gets what it takes.
  return { needs: neededIn(schema), ...draft, code, change: changeOf(schema), columnOf } as unknown as ListOfThings;
}

function neededIn({ shape }: z.ZodObject): string[] {
  return Object.entries(shape).flatMap(([field, schema]) => (z.safeParse(schema, undefined).success ? [] : [field]));
}

/** How the things of a legal entity are locked and counted: their table, its column with the code, and the name of their locks. */
export function stored({ table, key, kind }: { table: string; key: string; kind: string }): Pick<ListOfThings, "hold" | "versions"> {
  return {
    hold: async (trx, legalEntity) => await holdList(trx, [kind, legalEntity]),
    versions: async (db, { legalEntity, codes }) => await versionsOfThings(db, { table, key, legalEntity, codes }),
  };
}
