import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type { Pool, QueryResult } from 'pg';
import { withDatabase } from '../database-url.ts';

const enginePackage = '@prisma/schema-engine-wasm/schema_engine_bg';

// pg_type: "char" is the one-byte type of the system catalogues.
const charOid = 18;
const textOid = 25;

// Node has WebAssembly; its types come with the DOM's only.
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: {
    instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
  };
};

let loading: Promise<EngineConstructor> | undefined;

type EngineConstructor = typeof SchemaEngine;
type EngineModule = { SchemaEngine: EngineConstructor; __wbg_set_wasm(exports: unknown): void };

/**
 * Prisma's schema engine as WebAssembly, connected to one database.
 * The package is written for bundlers that import `.wasm` files, so the module is instantiated by hand.
 */
export async function openSchemaEngine(options: {
  url: string;
  schema: { path: string; content: string };
}): Promise<{ engine: SchemaEngine; lastScriptError: () => Error | undefined; close: () => Promise<void> }> {
  loading ??= loadEngine();
  const Engine = await loading;
  let scriptError: Error | undefined;
  const pools: Pool[] = [];
  const factory = migrationAdapterFactory(options.url, {
    opened: (pool) => pools.push(pool),
    scriptFailed: (error) => {
      scriptError = error;
    },
  });
  const engine = await Engine.new(
    { datamodels: [[options.schema.path, options.schema.content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  return {
    engine,
    lastScriptError: () => scriptError,
    close: async () => {
      engine.free();
      for (const pool of pools) if (!pool.ending) await pool.end();
    },
  };
}

async function loadEngine(): Promise<EngineConstructor> {
  const scriptUrl = import.meta.resolve(enginePackage);
  const module: EngineModule = await import(scriptUrl);
  const bytes = await readFile(fileURLToPath(new URL('schema_engine_bg.wasm', scriptUrl)));
  const { instance } = await wasm.instantiate(bytes, { './schema_engine_bg.js': module });
  module.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start !== 'function')
    throw new Error('schema_engine_bg.wasm has no __wbindgen_start: is it the pinned build?');
  start();
  return module.SchemaEngine;
}

type AdapterEvents = { opened: (pool: Pool) => void; scriptFailed: (error: Error) => void };

/**
 * PrismaPg as the schema engine needs it. Its own shadow database would be the real one whenever
 * it is given a connection string (pg prefers that over `database`), so ours is made by hand.
 */
function migrationAdapterFactory(url: string, on: AdapterEvents): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg({ connectionString: url, max: 2 });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => mend(await factory.connect(), on),
    connectToShadowDb: async () => {
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      const owner = await factory.connect();
      await owner.executeScript(`create database "${name}"`);
      const shadow = mend(await new PrismaPg({ connectionString: withDatabase(url, name), max: 2 }).connect(), on);
      const disconnect = shadow.dispose.bind(shadow);
      shadow.dispose = async () => {
        await disconnect();
        await owner.executeScript(`drop database "${name}" with (force)`);
        await owner.dispose();
      };
      return shadow;
    },
  };
}

/**
 * Mends an adapter in two places. It splits a script at every semicolon, which tears function bodies
 * apart and leaves a failed migration half applied: sent whole, Postgres runs it as one transaction.
 * And it refuses the catalogue's "char" columns, which describing a database reads: they pass as text. The engine cannot
 * read the kind of a constraint from that, so constraint triggers, which it knows nothing of anyway, are left out.
 */
function mend(adapter: Awaited<ReturnType<PrismaPg['connect']>>, on: AdapterEvents): SqlDriverAdapter {
  const pool = adapter.underlyingDriver();
  const plainQuery: (query: unknown) => Promise<QueryResult> = pool.query.bind(pool);
  Object.assign(pool, {
    query: async (query: unknown) => {
      const result = await plainQuery(query);
      for (const field of result.fields ?? []) if (field.dataTypeID === charOid) field.dataTypeID = textOid;
      return withoutConstraintTriggers(result);
    },
  });
  adapter.executeScript = async (script) => {
    try {
      await plainQuery(script);
    } catch (error) {
      on.scriptFailed(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };
  on.opened(pool);
  return adapter;
}

function withoutConstraintTriggers(result: QueryResult): QueryResult {
  const kind = result.fields?.findIndex(({ name }) => name === 'constraint_type') ?? -1;
  if (kind === -1) return result;
  const rows: unknown[][] = result.rows;
  return { ...result, rows: rows.filter((row) => row[kind] !== 't') };
}
