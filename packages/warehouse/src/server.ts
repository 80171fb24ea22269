import { Readable } from "node:stream";
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";
import { parsedRows } from "./answers.ts";
import { killQuery, untilUnwanted } from "./cancelling.ts";
import { engineError } from "./errors.ts";
import { checkedParameters } from "./parameters.ts";
import { QUERY_SETTINGS, INSERT_SETTINGS } from "./settings.ts";
import { WarehouseError, type NamedQuery, type ReadOptions, type Warehouse } from "./warehouse.ts";

/** A ClickHouse server or cluster over HTTP. */
export async function openServer(url: string): Promise<Warehouse> {
  const client = connect(url);
  const first = await client.ping({ select: true });
  if (!first.success) {
    await client.close();
    const error = engineError(`ClickHouse at ${withoutCredentials(url)}`, first.error);
    throw error.code === 0 ? new WarehouseError(`ClickHouse does not answer at ${withoutCredentials(url)}.`, { code: 0 }) : error;
  }

  return {
    kind: "server",
    async rows(query, params, options) {
      return parsedRows(query, await answer(query, { params, options }));
    },
    lines: async (query, params, options) => await answer(query, { params, options }),
    bytes: async (query, params, options) => Buffer.from(await answer(query, { params, options })),
    async run(query, params) {
      const query_params = checkedParameters(query, params);
      await attempt(query.name, () =>
        client.command({ query: query.text, query_params, clickhouse_settings: { wait_end_of_query: 1, insert_distributed_sync: 1 } }),
      );
    },
    async insert({ table, ndjson, columns, token }) {
      const text = `INSERT INTO ${table}${columnList(columns)} FORMAT JSONEachRow`;
      await send({ table, text, values: ndjson, settings: { ...INSERT_SETTINGS, ...deduplication(token) } });
    },
    async insertTsv({ table, tsv, columns, token }) {
      const text = `INSERT INTO ${table}${columnList(columns)} FORMAT TabSeparated`;
      await send({ table, text, values: tsv, settings: { ...INSERT_SETTINGS, ...deduplication(token) } });
    },
    ping: async () => (await client.ping({ select: true })).success,
    close: () => client.close(),
  };

  async function answer(query: NamedQuery, { params, options = {} }: { params: unknown; options: ReadOptions | undefined }): Promise<string> {
    const query_params = checkedParameters(query, params);
    return await untilUnwanted(options, {
      run: (mark) =>
        attempt(query.name, async () => {
          // The server waits for the end of a query, so one that fails part-way answers with only its error.
          const clickhouse_settings = { wait_end_of_query: 1 as const, ...(mark === undefined ? {} : { log_comment: mark }) };
          const result = await client.query({ query: query.text, query_params, format: "JSONEachRow", clickhouse_settings });
          return await result.text();
        }),
      kill: (params) => client.command({ query: killQuery.text, query_params: params }),
    });
  }

  async function send({
    table,
    text,
    values,
    settings,
  }: {
    table: string;
    text: string;
    values: Buffer;
    settings: Record<string, string | number>;
  }): Promise<void> {
    if (values.length === 0) return;
    await attempt(`insert into ${table}`, async () => {
      // A distributed insert is acknowledged only when the shards have it.
      const clickhouse_settings = { ...settings, wait_end_of_query: 1 as const, insert_distributed_sync: 1 as const };
      const { stream } = await client.exec({ query: text, values: Readable.from([values], { objectMode: false }), clickhouse_settings });
      for await (const _ of stream) continue;
    });
  }
}

function connect(url: string): ClickHouseClient {
  try {
    return createClient({
      url,
      application: "rapport",
      clickhouse_settings: QUERY_SETTINGS,
      request_timeout: 300_000,
      use_multipart_params_auto: true,
      // The client's own log lines repeat the text of queries and the engine's messages.
      log: { level: ClickHouseLogLevel.OFF },
    });
  } catch {
    throw new WarehouseError(`CLICKHOUSE_URL is not an address of a ClickHouse server. Expected http://user:password@host:8123/database.`, { code: 0 });
  }
}

function columnList(columns: readonly string[] | undefined): string {
  return columns === undefined ? "" : ` (${columns.map((column) => `\`${column}\``).join(", ")})`;
}

function deduplication(token: string | undefined): { insert_deduplication_token?: string } {
  return token === undefined ? {} : { insert_deduplication_token: token };
}

/** The address without its sign-in data, for messages. */
function withoutCredentials(url: string): string {
  return new URL(url).origin;
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw engineError(what, cause);
  }
}
