import type { App } from "./app.ts";

export interface Answered {
  /** The endpoint's name; `other` for files and unknown addresses. */
  readonly operation: string;
  readonly status: number;
  readonly seconds: number;
}

/** Reports every answer but streams, which last as long as somebody listens. Call it before the first route is registered. */
export function observe(app: App, tell: (answered: Answered) => void): void {
  app.fastify.addHook("onResponse", (request, reply, done) => {
    const { endpoint } = request.routeOptions.config;
    if (endpoint?.replyKind !== "events") tell({ operation: endpoint?.name ?? "other", status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    done();
  });
}
