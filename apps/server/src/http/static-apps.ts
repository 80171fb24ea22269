import fastifyStatic from "@fastify/static";
import { Refusal } from "@rapport/contract";
import type { FastifyInstance, FastifyReply } from "fastify";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { send } from "./errors.ts";
import { landingPage } from "./landing-page.ts";

/** A built app: served under `path`, from `folder`. */
export interface StaticApp {
  readonly path: "/pos/" | "/hq/";
  readonly folder: string;
}

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Serves the built apps and a page at `/` that names them. Any address inside an app that is no file is one of the
 * app's own screens, so it gets the app's index page. Browsers check the index page and the service worker each time, and keep files with a hash in their name.
 */
export function serveApps(fastify: FastifyInstance, apps: readonly StaticApp[]): void {
  const stylesheet = apps.map(stylesheetOf).find((address) => address !== undefined);
  fastify.get("/", (request, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-cache")
      .header("vary", "accept-language")
      .send(landingPage({ acceptLanguage: request.headers["accept-language"], stylesheet })),
  );
  for (const app of apps) {
    const name = app.path.slice(1, -1);
    fastify.get(`/${name}`, (_request, reply) => reply.redirect(app.path, 308));
    if (existsSync(join(app.folder, "index.html"))) serve(fastify, app);
    else fastify.get(`${app.path}*`, (_request, reply) => send(reply, { form: "problem", refusal: new Refusal("address.not_built", { path: app.path }) }));
  }
}

/** The address of a built app's styles, which the page at `/` uses too. */
function stylesheetOf({ path, folder }: StaticApp): string | undefined {
  const index = join(folder, "index.html");
  if (!existsSync(index)) return undefined;
  const [address] = /\/[\w/.-]+\.css(?=")/.exec(readFileSync(index, "utf8")) ?? [];
  return address?.startsWith(path) === true ? address : undefined;
}

function serve(fastify: FastifyInstance, { path, folder }: StaticApp): void {
  // Each app has a scope of its own, with its own answer for addresses that are not files.
  const scoped = (scope: FastifyInstance, _options: object, done: () => void) => {
    void scope.register(fastifyStatic, {
      root: folder,
      prefix: "/",
      wildcard: true,
      index: "index.html",
      cacheControl: false,
      // The build writes a .br and a .gz beside each text file.
      preCompressed: true,
      dotfiles: "ignore",
      setHeaders: (response, file) => {
        response.setHeader("cache-control", isHashed(file.slice(folder.length)) ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
        response.setHeader("vary", "accept-encoding");
      },
    });
    scope.setNotFoundHandler((request, reply) => {
      const screen = (request.method === "GET" || request.method === "HEAD") && !/\.\w+$/.test(request.url.split("?", 1)[0] ?? "");
      if (screen) index(reply, folder);
      else send(reply, { form: "problem", refusal: new Refusal("address.no_file", {}) });
    });
    done();
  };
  void fastify.register(scoped, { prefix: path.slice(0, -1) });
}

function index(reply: FastifyReply, folder: string): void {
  reply
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-cache")
    .send(readFileSync(join(folder, "index.html")));
}

/** The bundler puts a hash into the names of everything under `assets`; a compressed copy has one extension more. */
function isHashed(path: string): boolean {
  return /[/\\]assets[/\\].+-[\w-]{8,}\.\w+(\.(br|gz))?$/.test(path);
}
