import { DistributionSchedule } from "@rapport/contract/publishing";
import { codesCell, flagCell, numbersCell, textCell } from "@rapport/domain/lists";
import { listOf, stored, type ListOfThings } from "../organisation/index.ts";
import { listOfSchedules, putScheduleNamed } from "../publishing/index.ts";

/** The schedules as a CSV file, by their names. */
export const SCHEDULES_AS_LIST: ListOfThings = listOf(DistributionSchedule.shape.name, DistributionSchedule.omit({ name: true }), {
  ...stored({ table: "distribution_schedule", key: "name", kind: "schedule" }),
  key: "name",
  cells: {
    jobs: numbersCell,
    stores: codesCell,
    groups: codesCell,
    full: flagCell,
    startsAt: textCell,
    recurrence: textCell,
    paused: flagCell,
  },
  columnOf: { "schedule.full_repeats": "recurrence", "schedule.past": "startsAt", "store.unknown": "stores", "store_group.unknown": "groups" },
  put: (deps, { code: name, ...put }) => putScheduleNamed(deps, { name, ...put }),
  all: async (deps, legalEntity) => (await listOfSchedules(deps, { legalEntity })).schedules,
});
