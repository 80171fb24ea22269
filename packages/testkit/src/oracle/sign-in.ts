import type { OracleSettings } from "./history.ts";
import { inserted, living, type Visit, type Visitor } from "./persisting.ts";
import { isOver } from "./visits.ts";

/** The visit of the device that goes with a person who is recognised on it: once, and never when others were recognised there too (SO1). */
export function goesAlong({ device, people, atMs }: { device: Visitor; people: ReadonlySet<string>; atMs: number }): Visit | undefined {
  const visit = device.visits.find(({ isCurrent }) => isCurrent);
  if (visit === undefined || people.size > 1) return undefined;
  return device.handedOn === visit.number || atMs < visit.startMs || isOver(visit, atMs) ? undefined : visit;
}

/** A visitor that was not seen before; on a known device a person goes on with what outlasts its visit, and with the visit's number (V9). */
export function newcomer({
  device,
  handing,
  atMs,
  settings,
}: {
  device: Visitor | undefined;
  handing: Visit | undefined;
  atMs: number;
  settings: OracleSettings;
}): Visitor {
  const nobody: Visitor = {
    newestMs: -Infinity,
    visits: [],
    numbered: 0,
    persisted: new Map(),
    eventsMs: new Map(),
    purchases: [...(device?.purchases ?? [])],
    handedOn: 0,
  };
  const visit = device?.visits.find(({ isCurrent }) => isCurrent);
  if (device === undefined || visit === undefined) return nobody;
  const number = isOver(visit, atMs) ? device.numbered + 1 : visit.number;
  for (const [name, held] of device.persisted) {
    const variable = settings.variables[name];
    if (variable === undefined || (variable.expiration.kind === "visit" && handing === undefined)) continue;
    const alive = living({ held, variable, atMs, visit: visit.number });
    if (alive !== undefined) nobody.persisted.set(name, { ...alive, visits: alive.values.map(() => (handing === undefined ? 0 : number)) });
  }
  return { ...nobody, numbered: number - 1 };
}

/** What was set in a visit of the device is set for a person who was seen before, at its own time. */
export function handOn({ from, to, of, visit, settings }: { from: Visitor; to: Visitor; of: Visit; visit: number; settings: OracleSettings }): void {
  for (const [name, { values, setAtMs, visits }] of from.persisted) {
    const variable = settings.variables[name];
    if (variable === undefined || variable.expiration.kind === "hit") continue;
    for (const [index, set] of values.entries()) {
      const atMs = setAtMs[index] ?? 0;
      if (visits[index] !== of.number) continue;
      if (variable.expiration.kind === "event" && (to.eventsMs.get(variable.expiration.event) ?? -Infinity) > atMs) continue;
      const held = to.persisted.get(name);
      const alive = held === undefined ? undefined : living({ held, variable, atMs, visit });
      to.persisted.set(name, inserted({ held, alive, set, variable, atMs, visit }));
    }
  }
}
