#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// A model is made of many functions that are just above what V8 calls small: +10 % on large searches. It is set here, by
// the executable, and before anything is compiled; a host that imports the package keeps its own.
setFlagsFromString('--max-inlined-bytecode-size-small=80');
process.setSourceMapsEnabled(true);
// Whoever reads may have enough: `| head` closes the pipe, and what is not read need not be written.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== 'EPIPE') throw error;
  });

const { bundle, isFlat, isInstalled, root, SourceError } = await import('./bundle.js');
const argv = process.argv.slice(2);
/** The folder of who uses it: what lies there is bundled too, so that it has to be known before anything is parsed. */
const dir = argv
  .flatMap((word, i) => (word === '--dir' ? (argv[i + 1] ?? []) : (/^--dir=(.*)$/.exec(word)?.[1] ?? [])))
  .at(-1);
try {
  // What `new` writes may be the first of its folder.
  const address = await bundle(undefined, undefined, argv[0] === 'new' ? undefined : dir);
  const { main, registry } = await import(address);
  process.exitCode = await main(argv, {
    registry,
    bundle: address,
    worker: new URL('worker.js', import.meta.url).href,
    root,
    dir,
    isInstalled,
    isFlat,
  });
} catch (error) {
  const known = error instanceof SourceError ? error : undefined;
  const message =
    known?.message ?? `Tidemark itself failed: ${error instanceof Error ? error.message : error}`;
  const { file, line } = known ?? {};
  if (argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ error: { message, file, line } })}\n`);
  const where = [file, line].filter((part) => part !== undefined).join(':');
  // Of what is no fault of a file, only the place in the checker helps.
  const more = known ? known.remedy : /** @type {Error} */ (error).stack;
  const again = ['npx tidemark', ...argv].join(' ');
  process.stderr.write(`${where && `${where}: `}${message}\n${more}\nnext: ${again}\n`);
  process.exitCode = 3;
}
