export {
  type Actor,
  type ApiKeyActor,
  type Asked,
  type Authenticator,
  type Grant,
  type HqActor,
  type PosActor,
  type PublicActor,
  type Reach,
} from "./actor.ts";
export { type App, type Network, createApp } from "./app.ts";
export { afterChange, fieldsAfter } from "./after-change.ts";
export { readPlace, writePlace } from "./cursor.ts";
export { DEVICE_COOKIE, HQ_COOKIE, POS_COOKIE, REGISTER_COOKIE, SIGN_ON_COOKIE, cookie } from "./cookies.ts";
export { type ConnectionBounds, connectionBounds } from "./connections.ts";
export { type Exchange } from "./exchange.ts";
export type { FollowUp } from "./follow-up.ts";
export type { FeatureGate } from "./feature-gate.ts";
export { faultsOf } from "./issues.ts";
export { type Answered, observe } from "./observe.ts";
export { openApiDocument } from "./openapi.ts";
export { trustedProxies } from "./proxies.ts";
export { type StaticApp, serveApps } from "./static-apps.ts";
export { holdsSuite, reachOf } from "./reach.ts";
export type { RequestBound } from "./request-bound.ts";
export { type RecordedRequest, type RequestRecord } from "./request-record.ts";
export { assertRoomForRows } from "./room-for-rows.ts";
export { indexOf, readRows, refusedRows, type Row } from "./rows.ts";
export { oneByOne } from "./one-by-one.ts";
export { type Call, type FileHandler, type FileReply, type Handler, route, routeFile, routePos, routePosFile } from "./route.ts";
export { isLoopback } from "./this-machine.ts";
export { whileCallerWaits } from "./wanted.ts";
export { type Upload } from "./upload.ts";
export { refuseStale, savedOf, stamp, type SavedRow, type Writing } from "./saved.ts";
