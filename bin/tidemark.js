#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// A model is made of many functions that are just above what V8 calls small: +10 % on large searches. It is set here, by
// the executable, and before anything is compiled; a host that imports the package keeps its own.
setFlagsFromString('--max-inlined-bytecode-size-small=80');
process.setSourceMapsEnabled(true);

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
  if (!(error instanceof SourceError)) throw error;
  const { message, file, line } = error;
  const where = line === undefined ? file : `${file}:${line}`;
  if (process.argv.includes('--json'))
    process.stdout.write(
      `${JSON.stringify({ error: { message, file, ...(line !== undefined && { line }) } })}\n`,
    );
  process.stderr.write(`${where}: ${message}\nMend the file, or move it away.\n`);
  process.exitCode = 3;
}
