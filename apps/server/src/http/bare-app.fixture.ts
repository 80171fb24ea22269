import { pino } from "pino";
import { createApp, type App, type AppOptions } from "./app.ts";

/** A web server without stores: it knows nobody and logs nothing. */
export function bareApp(options: Partial<AppOptions> = {}): App {
  const nobody = async () => await Promise.resolve(null);
  return createApp({ authenticator: { apiKey: nobody, headquarters: nobody, pos: nobody, lender: nobody }, log: pino({ level: "silent" }), ...options });
}
