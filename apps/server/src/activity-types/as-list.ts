import { ActivityTypeCode } from "@rapport/contract";
import { ActivityType } from "@rapport/contract/clienteling";
import { flagCell, textCell } from "@rapport/domain/lists";
import { z } from "zod";
import { listOf, stored, type ListOfThings } from "../organisation/index.ts";
import { listTypesOf, putType } from "./activity-types.ts";
import { activityTypesOf } from "./queries.ts";

/** A type as a row: its names stand in a column for each language. */
const Row = z.object({ name: z.string(), dutch: z.string(), order: ActivityType.shape.order, active: ActivityType.shape.active });

/** Writes a number into its cell, and reads it as a number. */
const orderCell: typeof textCell = {
  read(cell) {
    const text = cell.trim();
    if (text === "") return null;
    return /^\d{1,9}$/.test(text) ? Number(text) : cell;
  },
  write: (value) => (typeof value === "number" ? String(value) : ""),
};

/** The activity types as a CSV file. */
export const ACTIVITY_TYPES: ListOfThings = listOf(ActivityTypeCode, Row, {
  ...stored({ table: "activity_type", key: "code", kind: "activity type" }),
  key: "code",
  needs: ["name"],
  cells: { name: textCell, dutch: textCell, order: orderCell, active: flagCell },
  async put(deps, { change: { name, dutch, ...rest }, ...put }) {
    if (name === undefined && dutch === undefined) return await putType(deps, { ...put, change: rest });
    const row = name === undefined ? await activityTypesOf(deps.db, { legalEntity: put.legalEntity, code: put.code }).executeTakeFirst() : undefined;
    const english = name ?? row?.english ?? "";
    return await putType(deps, { ...put, change: { ...rest, name: english === "" ? null : { en: english, ...(dutch !== undefined && { nl: dutch }) } } });
  },
  all: async (deps, legalEntity) => {
    const { activityTypes } = await listTypesOf(deps, { legalEntity, list: { sort: "order", descending: false, page: 1 } });
    return activityTypes.map(({ name, ...type }) => ({ ...type, name: name.en, dutch: name.nl ?? "" }));
  },
});
