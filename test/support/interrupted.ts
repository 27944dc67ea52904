import { start, type Ended, type RunOptions } from './tidemark.js';

/**
 * Runs a command and, as a terminal does, interrupts all its processes: as soon as it has said on standard error that it
 * is at some moment, and not after some time, which on a busy machine is any moment.
 *
 * @param at What it says: of itself where NODE_DEBUG asks for it, or what a model or a property of the test says.
 */
export async function interrupted(
  args: readonly string[],
  at: RegExp,
  { env, ...options }: RunOptions = {},
): Promise<Ended & { readonly pid: number }> {
  const { child, ended, said } = start(args, { ...options, env: { ...env, NODE_DEBUG: 'tidemark' } });
  await said(at);
  process.kill(-child.pid!, 'SIGINT');
  const { stderr, ...rest } = await ended;
  return { ...rest, stderr: stderr.replaceAll(/^TIDEMARK \d+: .*\n/gm, ''), pid: child.pid! };
}

/** A claim of a property that says when it is asked, and never answers. */
export const ENDLESS = `() => { console.error('asked'); for (;;); }`;
