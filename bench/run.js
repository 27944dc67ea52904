// Bundles the benchmark with the tree that it measures, and runs it: all of it, or in a process of its own one run.
import { fileURLToPath } from 'node:url';
import { bundle, root } from '../bin/bundle.js';

const task = process.argv.slice(2).find((argument) => argument.startsWith('{'));
const given = process.env.TIDEMARK_BENCH_BUNDLE;
const address = given ?? (await bundle(root, fileURLToPath(new URL('bench.ts', import.meta.url))));
const { also, registry } = await import(address);
const context = {
  registry,
  bundle: address,
  worker: new URL('../bin/worker.js', import.meta.url).href,
  root,
};
const script = fileURLToPath(import.meta.url);
const [what] = process.argv.slice(2);
if (task) {
  const asked = JSON.parse(task);
  const walks = asked.kind === 'hunt' || asked.kind === 'rate';
  console.log(walks ? also.explorationLine(asked) : JSON.stringify(await also.measure(asked, context)));
} else if (what === 'hunt') also.hunt(...process.argv.slice(3).map(Number));
else {
  if (what !== 'explore') also.bench(script, address, Number(what ?? 5));
  if (what === undefined || what === 'explore') also.exploration(script, address);
}
