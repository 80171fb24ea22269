import { SegmentCall, imageDoors, segmentDoors } from "@rapport/contract/collection";
import type { Deps } from "../deps.ts";
import { route, routeFile, type App } from "../http/index.ts";
import { createSuiteLookup } from "../report-suites/index.ts";
import { acceptImage } from "./image.ts";
import { acceptSegment } from "./segment.ts";

export function register(app: App, deps: Deps): void {
  const door = { suites: createSuiteLookup({ ...deps, whileAnswering: app.whileAnswering }), journal: deps.journal, disk: deps.disk };
  for (const endpoint of segmentDoors) {
    const call = SegmentCall.parse(endpoint.name.split(".")[1]);
    route(app, endpoint, ({ http }) => acceptSegment(door, { call, http }));
  }
  for (const endpoint of imageDoors) routeFile(app, endpoint, ({ params, http }) => acceptImage(door, { rsids: params.rsids, http }));
}
