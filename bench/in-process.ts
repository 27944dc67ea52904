import { spawnSync } from 'node:child_process';

/** What a task writes in a process of its own. */
export function inProcess(script: string, bundle: string, task: object): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--max-inlined-bytecode-size-small=80', script, JSON.stringify(task)],
    { encoding: 'utf8', env: { ...process.env, TIDEMARK_BENCH_BUNDLE: bundle } },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
