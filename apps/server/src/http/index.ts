export { type Actor, type ApiKeyActor, type Authenticator, type HqActor, type PosActor, type PublicActor, POS_PERMISSIONS } from "./actor.ts";
export { type App, createApp } from "./app.ts";
export { HQ_COOKIE, POS_COOKIE, cookie } from "./cookies.ts";
export { type Exchange, type Upload } from "./exchange.ts";
export { type Answered, observe } from "./observe.ts";
export { openApiDocument } from "./openapi.ts";
export { type RateLimiter, createRateLimiter } from "./rate-limiter.ts";
export { type StaticApp, serveApps } from "./static-apps.ts";
export { type Call, type FileHandler, type FileReply, type Handler, route, routeFile, routePos } from "./route.ts";
