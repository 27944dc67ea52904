// A thread that does searches. Each begins with the bundle loaded anew: closures of one source line share what V8 has
// learned of them, and a dozen searches with the same code would each run at a third of their speed.
import { parentPort } from 'node:worker_threads';

let loads = 0;
parentPort?.on('message', async ({ bundle, task }) => {
  const { work, registry } = await import(`${bundle}?${loads++}`);
  parentPort?.postMessage(
    await work(task, registry, (/** @type {unknown} */ message) => parentPort?.postMessage(message)),
  );
});
