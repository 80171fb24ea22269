export { isIdle, isSessionIdle, TOUCH_TOLD_MS, USE_NOTED_MS } from "./idle.ts";
