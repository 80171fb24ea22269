import { SegmentCall, imageDoors, segmentDoors } from "@rapport/contract";
import type { Deps } from "../deps.ts";
import { route, routeFile, type App } from "../http/index.ts";
import { createSuiteLookup } from "../report-suites/index.ts";
import { createCommitter } from "./commit.ts";
import { acceptImage } from "./image.ts";
import { newWriter } from "./queries.ts";
import { acceptSegment } from "./segment.ts";

export function register(app: App, deps: Deps): void {
  const committer = createCommitter(deps, { newWriter: () => newWriter(deps.db) });
  const suites = createSuiteLookup(deps);
  app.onClose(() => committer.drained());
  for (const door of segmentDoors) {
    const call = SegmentCall.parse(door.path.slice("/v1/".length));
    route(app, door, ({ http }) => acceptSegment({ suites, committer }, { call, http }));
  }
  for (const door of imageDoors) routeFile(app, door, ({ params, http }) => acceptImage({ suites, committer }, { rsids: params.rsids, http }));
}
