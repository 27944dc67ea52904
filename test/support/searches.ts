import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rmSync } from 'node:fs';
import { afterAll } from 'vitest';
import { bundle, root } from '#bin/bundle';
import type { Bounds } from '#checker/bounds';
import type { Report } from '#checker/outcome';
import { reportOf } from '#checker/report';
import type { SearchOptions } from '#checker/search';
import { searchOf, type Job } from '#cli/job';
import { Pool } from '#cli/pool';
import type { Context, Registry } from '#cli/registry';

export interface Wanted {
  readonly protocol: string;
  readonly properties: readonly string[];
  readonly bounds: Bounds;
  /** Other than those that the protocol comes with. */
  readonly limits?: Job['limits'];
}
const ignore = (): void => {};

/** The whole tree in one module, as the executable makes it: its code is what the command line runs. */
export async function projectContext(table?: string): Promise<Context> {
  const address = await bundle(root, table);
  const { registry } = (await import(/* @vite-ignore */ address)) as { registry: Registry };
  return { registry, bundle: address, worker: new URL('../../bin/worker.js', import.meta.url).href, root };
}

/**
 * Searches by names, in threads as the command line does, for the tests of one file.
 *
 * @param options.table A module of `protocols` that are no files of their own.
 */
export function searches(
  options: SearchOptions & { readonly threads?: number; readonly table?: string } = {},
): (wanted: Wanted) => Promise<Report> {
  const { threads = 1, table, ...rest } = options;
  let started: Promise<{ context: Context; pool: Pool }> | undefined;
  const start = async () => {
    const context = await projectContext(table);
    const watcher = { began: ignore, went: ignore, shortOfMemory: ignore, ended: ignore };
    const jobs = Math.max(1, Math.floor(availableParallelism() / threads));
    return { context, pool: new Pool(context, { ...rest, jobs, threads, mostBytes: 8e9 }, watcher) };
  };
  afterAll(async () => {
    if (started === undefined) return;
    const { context, pool } = await started;
    await pool.close();
    // A test worker that is ended from outside does not clean up by itself.
    rmSync(dirname(fileURLToPath(context.bundle)), { recursive: true, force: true });
  });
  return async (wanted) => {
    const { context, pool } = await (started ??= start());
    const job = { limits: {}, ...wanted };
    const { shares } = await pool.search(job);
    return reportOf(await searchOf(job, context.registry), shares);
  };
}
