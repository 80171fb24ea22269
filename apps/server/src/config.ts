import type { UnpackLimits } from "@rapport/domain";
import { z } from "zod";
import { hostname } from "node:os";
import { resolve } from "node:path";
import type { FileDoors, MailSettings, SignOnSettings, WebhookSettings } from "./deps.ts";
import { isLoopback } from "./http/index.ts";
import { count, isProxies, list, port, url } from "./setting-forms.ts";

/** How this process runs. All of it comes from the environment and is optional. Only this file reads the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly admin: { readonly email: string; readonly password: string | undefined };
  readonly bootstrapKey: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  /** Prometheus metrics on a port of their own; undefined is off. */
  readonly adminPort: number | undefined;
  /** Largest file by HTTP (FF19). */
  readonly uploadMaxBytes: number;
  /** How much may come out of a packed file (FF28). */
  readonly unpack: UnpackLimits;
  /** How files come besides by HTTP. */
  readonly fileDoors: FileDoors;
  /** Kept free on the disk of the data directory; undefined for the default. */
  readonly diskReserveBytes: number | undefined;
  /** Threads for native calls, Node's own setting. */
  readonly threads: number;
  /** Limits on connections, where set. The others follow from how many files this process may open. */
  readonly connections: { readonly most?: number; readonly perAddress?: number };
  readonly network: Network;
  readonly reports: { readonly atOnce: number; readonly waiting: number };
  /** How many customers a person may look up in an hour; 0 for no limit (S14). */
  readonly lookupsPerHour: number;
  /** The provider with which people of headquarters may sign in; undefined for none. */
  readonly signOn: SignOnSettings | undefined;
  /** The mail server; undefined for none. */
  readonly mail: MailSettings | undefined;
  readonly webhooks: WebhookSettings;
  /** How many days the audit log is kept; 0 for ever (AU4). */
  readonly auditDays: number;
  /** Names that look like our settings but are not, most likely misspelt. */
  readonly ignored: readonly string[];
}

export interface Network {
  /** The proxies that are trusted. */
  readonly proxies: readonly string[];
  /** The host names by which this server may be called; `undefined` for any. */
  readonly hosts: readonly string[] | undefined;
  /** True when other machines may reach it: it does not listen on loopback only, or a setting allows names that are not this machine's own. */
  readonly isReachable: boolean;
}

/** A setting with a wrong value. The message is one line: which, what is wrong, an example; never the value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

interface Setting<T> {
  readonly schema: z.ZodType<T>;
  readonly wrong: string;
  readonly example: string;
}

const SETTINGS = {
  PORT: { schema: port, wrong: "must be a port from 1 to 65535", example: "4000" },
  RAPPORT_HOST: { schema: z.string().regex(/^[\w.:-]{1,253}$/), wrong: "must be an address or a host name to listen on", example: "127.0.0.1" },
  RAPPORT_DATA_DIR: { schema: z.string().refine((path) => !path.includes("\0")), wrong: "must be a folder", example: "./data" },
  RAPPORT_DEMO: { schema: z.enum(["0", "1"]).transform((text) => text === "1"), wrong: "must be 1 (load the demo retailer) or 0 (start empty)", example: "0" },
  RAPPORT_ADMIN_EMAIL: {
    schema: z
      .string()
      .max(254)
      .regex(/^[^@\s]+@[^@\s]+$/),
    wrong: "must be an e-mail address",
    example: "admin@example.com",
  },
  RAPPORT_ADMIN_PASSWORD: { schema: z.string().min(8).max(200), wrong: "must be 8 to 200 characters", example: "a-long-sentence-you-remember" },
  RAPPORT_BOOTSTRAP_KEY: {
    schema: z.string().regex(/^[\x21-\x7e]{16,200}$/),
    wrong: "must be 16 to 200 visible characters without spaces",
    example: "the output of: openssl rand -hex 24",
  },
  DATABASE_URL: {
    schema: url(["postgres:", "postgresql:"]),
    wrong: "must be the address of a PostgreSQL database",
    example: "postgres://user:password@localhost:5432/rapport",
  },
  CLICKHOUSE_URL: {
    schema: url(["http:", "https:"]),
    wrong: "must be the HTTP address of a ClickHouse database",
    example: "http://user:password@localhost:8123/rapport",
  },
  RAPPORT_ADMIN_PORT: { schema: port, wrong: "must be a port from 1 to 65535, or not set for no metrics", example: "4001" },
  RAPPORT_UPLOAD_MAX_MB: {
    schema: count({ from: 1, to: 9_999_999 }),
    wrong: "must be a number of megabytes from 1 to 9999999",
    example: "5120",
  },
  RAPPORT_UNPACK_MAX_MB: { schema: count({ from: 1, to: 9_999_999 }), wrong: "must be a number of megabytes from 1 to 9999999", example: "5120" },
  RAPPORT_UNPACK_MAX_TIMES: { schema: count({ from: 1, to: 10_000 }), wrong: "must be a number from 1 to 10000", example: "200" },
  RAPPORT_SFTP_PORT: {
    schema: z.union([z.literal("0").transform(() => undefined), port]),
    wrong: "must be a port from 1 to 65535, or 0 for no SFTP",
    example: "2222",
  },
  RAPPORT_QUEUE_MAX_MB: { schema: count({ from: 1, to: 9_999_999 }), wrong: "must be a number of megabytes from 1 to 9999999", example: "50" },
  RAPPORT_FOLDERS_DIR: { schema: z.string().refine((path) => !path.includes("\0")), wrong: "must be a folder", example: "/srv/rapport-files" },
  RAPPORT_DISK_RESERVE_MB: {
    schema: count({ from: 0, to: 9_999_999 }),
    wrong: "must be a number of megabytes from 0 to 9999999",
    example: "1024",
  },
  RAPPORT_CONNECTIONS: { schema: count({ from: 64, to: 1_000_000 }), wrong: "must be a number from 64 to 1000000", example: "1000" },
  RAPPORT_CONNECTIONS_PER_ADDRESS: { schema: count({ from: 1, to: 1_000_000 }), wrong: "must be a number from 1 to 1000000", example: "1000" },
  RAPPORT_TRUSTED_PROXIES: {
    schema: list()
      .transform((named) => named.filter((name) => name !== "none"))
      .refine((named) => isProxies(named)),
    wrong: "must be addresses or ranges with commas between them, or loopback, linklocal, uniquelocal, or none",
    example: "loopback,10.0.0.0/8",
  },
  RAPPORT_ALLOWED_HOSTS: {
    schema: list().refine((names) => names.every((name) => name === "*" || /^[\w.:-]{1,253}$/.test(name))),
    wrong: "must be host names without ports and with commas between them, or * for any",
    example: "rapport.example.com,localhost",
  },
  RAPPORT_REPORTS_AT_ONCE: { schema: count({ from: 1, to: 100 }), wrong: "must be a number from 1 to 100", example: "2" },
  RAPPORT_LOOKUPS_PER_HOUR: { schema: count({ from: 0, to: 1_000_000 }), wrong: "must be a number from 0 to 1000000, 0 for no bound", example: "3000" },
  RAPPORT_AUDIT_DAYS: { schema: count({ from: 0, to: 36_500 }), wrong: "must be a number of days from 0 to 36500, 0 to keep all", example: "1095" },
  RAPPORT_PUBLIC_URL: {
    schema: url(["http:", "https:"]),
    wrong: "must be the address at which people reach this server",
    example: "https://rapport.example.com",
  },
  RAPPORT_SMTP_URL: { schema: url(["smtp:", "smtps:"]), wrong: "must be the address of a mail server", example: "smtp://user:password@mail.example.com:587" },
  RAPPORT_MAIL_FROM: {
    schema: z
      .string()
      .max(300)
      .regex(/^[^@\r\n]+@[^@\s]+$/),
    wrong: "must be an e-mail address",
    example: "rapport@example.com",
  },
  RAPPORT_WEBHOOKS_INSIDE: {
    schema: z.enum(["0", "1"]).transform((text) => text === "1"),
    wrong: "must be 1 (webhooks may go to addresses of your own network) or 0 (they may not)",
    example: "0",
  },
  RAPPORT_OIDC_ISSUER: {
    schema: url(["http:", "https:"]).refine((text) => isSafe(new URL(text))),
    wrong: "must be the https address of an OpenID Connect provider",
    example: "https://login.example.com/realms/house",
  },
  RAPPORT_OIDC_CLIENT_ID: { schema: z.string().max(300), wrong: "must be at most 300 characters", example: "rapport" },
  RAPPORT_OIDC_CLIENT_SECRET: { schema: z.string().max(500), wrong: "must be at most 500 characters", example: "the secret that the provider gave" },
  RAPPORT_OIDC_CLAIM: { schema: z.string().max(200), wrong: "must be the name of a claim, at most 200 characters", example: "groups" },
  RAPPORT_OIDC_NAME: { schema: z.string().max(60), wrong: "must be a name of at most 60 characters", example: "House account" },
  RAPPORT_REPORTS_WAITING: { schema: count({ from: 0, to: 10_000 }), wrong: "must be a number from 0 to 10000", example: "100" },
  UV_THREADPOOL_SIZE: {
    schema: count({ from: 4, to: 1024 }),
    wrong: "must be a number from 4 to 1024",
    example: "8",
  },
} as const satisfies Record<string, Setting<unknown>>;

type Name = keyof typeof SETTINGS;
type Value<N extends Name> = z.output<(typeof SETTINGS)[N]["schema"]>;

/** Reads the settings; throws a `ConfigError` for the first wrong one. An empty value counts as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read = <N extends Name>(name: N): Value<N> | undefined => {
    const text = environment[name]?.trim();
    if (text === undefined || text === "") return undefined;
    const { schema, wrong, example } = SETTINGS[name];
    const parsed = schema.safeParse(text);
    if (!parsed.success) throw new ConfigError(`${name} is not right: it ${wrong}. Example: ${name}=${example}`);
    return parsed.data as Value<N>;
  };
  const config = {
    host: read("RAPPORT_HOST") ?? "127.0.0.1",
    port: read("PORT") ?? 4000,
    dataDir: read("RAPPORT_DATA_DIR") ?? "./data",
    demo: read("RAPPORT_DEMO") ?? true,
    admin: { email: read("RAPPORT_ADMIN_EMAIL") ?? "admin@example.com", password: read("RAPPORT_ADMIN_PASSWORD") },
    bootstrapKey: read("RAPPORT_BOOTSTRAP_KEY"),
    databaseUrl: read("DATABASE_URL"),
    clickhouseUrl: read("CLICKHOUSE_URL"),
    adminPort: read("RAPPORT_ADMIN_PORT"),
    uploadMaxBytes: (read("RAPPORT_UPLOAD_MAX_MB") ?? 5120) * 1024 ** 2,
    unpack: { maxBytes: (read("RAPPORT_UNPACK_MAX_MB") ?? 5120) * 1024 ** 2, maxRatio: read("RAPPORT_UNPACK_MAX_TIMES") ?? 200 },
    fileDoors: fileDoors({
      port: read("RAPPORT_SFTP_PORT"),
      host: read("RAPPORT_HOST") ?? "127.0.0.1",
      publicUrl: read("RAPPORT_PUBLIC_URL"),
      foldersDir: read("RAPPORT_FOLDERS_DIR"),
      queueMegabytes: read("RAPPORT_QUEUE_MAX_MB") ?? 50,
    }),
    diskReserveBytes: bytesOf(read("RAPPORT_DISK_RESERVE_MB")),
    connections: connections({ most: read("RAPPORT_CONNECTIONS"), perAddress: read("RAPPORT_CONNECTIONS_PER_ADDRESS") }),
    network: network({ proxies: read("RAPPORT_TRUSTED_PROXIES"), named: read("RAPPORT_ALLOWED_HOSTS"), listensOn: read("RAPPORT_HOST") ?? "127.0.0.1" }),
    reports: { atOnce: read("RAPPORT_REPORTS_AT_ONCE") ?? 2, waiting: read("RAPPORT_REPORTS_WAITING") ?? 100 },
    lookupsPerHour: read("RAPPORT_LOOKUPS_PER_HOUR") ?? 3000,
    mail: mail({ smtpUrl: read("RAPPORT_SMTP_URL"), from: read("RAPPORT_MAIL_FROM"), publicUrl: read("RAPPORT_PUBLIC_URL") }),
    webhooks: { publicUrl: read("RAPPORT_PUBLIC_URL"), mayGoInside: read("RAPPORT_WEBHOOKS_INSIDE") ?? false },
    signOn: signOn({
      issuer: read("RAPPORT_OIDC_ISSUER"),
      clientId: read("RAPPORT_OIDC_CLIENT_ID"),
      clientSecret: read("RAPPORT_OIDC_CLIENT_SECRET"),
      claim: read("RAPPORT_OIDC_CLAIM"),
      name: read("RAPPORT_OIDC_NAME"),
      publicUrl: read("RAPPORT_PUBLIC_URL"),
    }),
    auditDays: read("RAPPORT_AUDIT_DAYS") ?? 1095,
    threads: read("UV_THREADPOOL_SIZE") ?? 4,
    ignored: Object.keys(environment).filter((name) => name.startsWith("RAPPORT_") && !(name in SETTINGS)),
  };
  if (config.adminPort === config.port)
    throw new ConfigError(
      `RAPPORT_ADMIN_PORT is not right: it must differ from PORT. Example: RAPPORT_ADMIN_PORT=${config.port === 65_535 ? 4001 : config.port + 1}`,
    );
  if (config.fileDoors.sftp !== undefined && [config.port, config.adminPort].includes(config.fileDoors.sftp.port))
    throw new ConfigError("RAPPORT_SFTP_PORT is not right: it must differ from PORT and RAPPORT_ADMIN_PORT. Example: RAPPORT_SFTP_PORT=2222");
  return config;
}

interface FileDoorsRead {
  readonly port: number | undefined;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly foldersDir: string | undefined;
  readonly queueMegabytes: number;
}

/** The SFTP server listens where the apps do. Senders are told the name of the public address, or else of the machine. */
function fileDoors({ port: sftpPort, host, publicUrl, foldersDir, queueMegabytes }: FileDoorsRead): FileDoors {
  const isAnyAddress = host === "0.0.0.0" || host === "::";
  const publicHost = publicUrl === undefined ? (isAnyAddress ? hostname() : host) : new URL(publicUrl).hostname;
  return {
    foldersDir: foldersDir === undefined ? undefined : resolve(foldersDir),
    queueMaxBytes: queueMegabytes * 1024 ** 2,
    sftp: sftpPort === undefined ? undefined : { host, port: sftpPort, publicHost },
  };
}

function connections({ most, perAddress }: { most: number | undefined; perAddress: number | undefined }): Config["connections"] {
  return { ...(most !== undefined && { most }), ...(perAddress !== undefined && { perAddress }) };
}

const OWN_NAMES = ["localhost", "127.0.0.1", "::1"];

interface NetworkSettings {
  readonly proxies: readonly string[] | undefined;
  readonly named: readonly string[] | undefined;
  readonly listensOn: string;
}

/** The allowed hosts. On loopback these are the machine's own names; on other addresses also its address and host name, unless the setting lists some. */
function network({ proxies = ["loopback"], named, listensOn }: NetworkSettings): Network {
  const isAlone = isLoopback(listensOn);
  const byDefault = isAlone ? [] : [listensOn, hostname()];
  return {
    proxies,
    hosts: named?.includes("*") === true ? undefined : [...new Set([...(named ?? byDefault), ...OWN_NAMES])],
    isReachable: !isAlone || (named ?? []).some((name) => !isLoopback(name.toLowerCase())),
  };
}

function mail({ smtpUrl, from, publicUrl }: { [K in keyof MailSettings]: MailSettings[K] | undefined }): MailSettings | undefined {
  if (smtpUrl === undefined) return undefined;
  if (from === undefined) throw new ConfigError("RAPPORT_MAIL_FROM is not set, and RAPPORT_SMTP_URL needs it.");
  if (publicUrl === undefined) throw new ConfigError("RAPPORT_PUBLIC_URL is not set, and RAPPORT_SMTP_URL needs it.");
  return { smtpUrl, from, publicUrl };
}

type SignOnRead = Readonly<Partial<Record<"issuer" | "clientId" | "clientSecret" | "claim" | "name" | "publicUrl", string>>>;

/** All of it or nothing: half a set-up would only fail when somebody signs in. */
function signOn({ issuer, clientId, clientSecret, claim = "roles", name = "SSO", publicUrl }: { [K in keyof SignOnRead]: SignOnRead[K] | undefined }) {
  if (issuer === undefined) return undefined;
  const needed = { RAPPORT_OIDC_CLIENT_ID: clientId, RAPPORT_OIDC_CLIENT_SECRET: clientSecret, RAPPORT_PUBLIC_URL: publicUrl };
  for (const [missing, value] of Object.entries(needed))
    if (value === undefined) throw new ConfigError(`${missing} is not set, and RAPPORT_OIDC_ISSUER needs it.`);
  const redirectUri = new URL("/api/hq/sign-on/callback", publicUrl).href;
  return { issuer, clientId: clientId ?? "", clientSecret: clientSecret ?? "", claim, name, redirectUri };
}

/** Encrypted, or on this machine. */
function isSafe({ protocol, hostname: host }: URL): boolean {
  return protocol === "https:" || isLoopback(host);
}

function bytesOf(megabytes: number | undefined): number | undefined {
  return megabytes === undefined ? undefined : megabytes * 1024 ** 2;
}
