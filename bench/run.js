// Bundles a benchmark with the tree that it measures, and runs it: all of it, or in a process of its own one run.
//
//   npm run bench [-- rounds]                   searches, what can still be reached, and walks at random
//   npm run bench -- museum [rounds]            both sides of every exhibit, and large searches of the same model
//   npm run bench -- futures [rounds]           what can still be reached, alone
//   npm run bench -- package [rounds]           the package beside a clone, and a property that somebody else wrote
//   npm run bench -- explore                    walks alone
//   npm run bench -- hunt [seeds steps states]  every mutant at bounds where no exhaustive search goes
import { fileURLToPath } from 'node:url';
import { bundle, root } from '../bin/bundle.js';

/** Walks come with fast-check, which must not weigh on the start of a search. */
const bundleOf = (/** @type {string} */ file) => bundle(root, fileURLToPath(new URL(file, import.meta.url)));
const script = fileURLToPath(import.meta.url);
const futures = async (/** @type {number} */ rounds) => {
  const address = await bundleOf('futures.ts');
  (await import(address)).also.futures(script, address, rounds);
};
const [what, ...numbers] = process.argv.slice(2);
if (what?.startsWith('{')) {
  const task = JSON.parse(what);
  const address = process.env.TIDEMARK_BENCH_BUNDLE;
  const { also, registry } = await import(/** @type {string} */ (address));
  const worker = new URL('../bin/worker.js', import.meta.url).href;
  console.log(
    'explorationLine' in also
      ? also.explorationLine(task)
      : JSON.stringify(await also.measure(task, { registry, bundle: address, worker, root })),
  );
} else if (what === 'museum') {
  const address = await bundleOf('museum.ts');
  (await import(address)).also.museum(script, address, ...numbers.map(Number));
} else if (what === 'futures') {
  await futures(Number(numbers[0] ?? 3));
} else if (what === 'package') {
  const address = await bundleOf('package.ts');
  (await import(address)).also.packaged(root, ...numbers.map(Number));
} else {
  const walks = what === 'explore' || what === 'hunt';
  if (!walks) {
    const address = await bundleOf('bench.ts');
    (await import(address)).also.bench(script, address, Number(what ?? 5));
    console.log();
    await futures(Number(what ?? 3));
    console.log();
  }
  const address = await bundleOf('walks.ts');
  const { also } = await import(address);
  if (what === 'hunt') also.hunt(...numbers.map(Number));
  else also.exploration(script, address);
}
