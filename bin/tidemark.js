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

const { bundle, root, SourceError } = await import('./bundle.js');
try {
  const address = await bundle();
  const { main, registry } = await import(address);
  process.exitCode = await main(process.argv.slice(2), {
    registry,
    bundle: address,
    worker: new URL('worker.js', import.meta.url).href,
    root,
  });
} catch (error) {
  const known = error instanceof SourceError ? error : undefined;
  const message =
    known?.message ?? `Tidemark itself failed: ${error instanceof Error ? error.message : error}`;
  const { file, line } = known ?? {};
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ error: { message, file, line } })}\n`);
  const where = [file, line].filter((part) => part !== undefined).join(':');
  // Of what is no fault of a file, only the place in the checker helps.
  const more = known
    ? 'Mend the file, or move it away, and run it again.'
    : /** @type {Error} */ (error).stack;
  const again = ['npx tidemark', ...process.argv.slice(2)].join(' ');
  process.stderr.write(`${where && `${where}: `}${message}\n${more}\nnext: ${again}\n`);
  process.exitCode = 3;
}
