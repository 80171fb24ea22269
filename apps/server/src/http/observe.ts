import type { App } from "./app.ts";

export interface Answered {
  /** The endpoint's name; `other` for files and unknown addresses. */
  readonly operation: string;
  readonly status: number;
  readonly seconds: number;
}

/** Reports every answer. Call it before the first route is registered. */
export function observe(app: App, tell: (answered: Answered) => void): void {
  app.fastify.addHook("onResponse", (request, reply, done) => {
    tell({ operation: request.routeOptions.config.endpoint?.name ?? "other", status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    done();
  });
}
