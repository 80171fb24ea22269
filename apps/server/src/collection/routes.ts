import { SegmentCall, imageDoors, segmentDoors } from "@rapport/contract/collection";
import type { Deps } from "../deps.ts";
import { route, routeFile, type App } from "../http/index.ts";
import { createSuiteLookup } from "../report-suites/index.ts";
import { acceptImage } from "./image.ts";
import { createOptOuts } from "./opt-outs.ts";
import { acceptSegment } from "./segment.ts";

export function register(app: App, deps: Deps): void {
  const door = { suites: createSuiteLookup({ ...deps, whileAnswering: app.whileAnswering }), journal: withoutOptedOut(deps), disk: deps.disk };
  for (const endpoint of segmentDoors) {
    const call = SegmentCall.parse(endpoint.name.split(".")[1]);
    route(app, endpoint, ({ http }) => acceptSegment(door, { call, http }));
  }
  for (const endpoint of imageDoors) routeFile(app, endpoint, ({ params, http }) => acceptImage(door, { rsids: params.rsids, http }));
}

/** The journal, without hits of people who do not want to be followed. */
function withoutOptedOut(deps: Deps): Deps["journal"] {
  const optOuts = createOptOuts(deps);
  const { journal } = deps;
  return { ...journal, commit: async (arrivals) => await journal.commit(await optOuts.without(arrivals)) };
}
