import { Worker } from 'node:worker_threads';
import { asError } from '#checker/blame';
import { ModelError } from '#checker/report';
import type { TraceStep } from '#checker/trace';
import { ask, ThreadEnded } from './ask.js';
import { InputError } from './errors.js';
import { onInterrupt } from './interrupt.js';
import type { Job } from './job.js';
import { DOES_NOT_STOP, PATIENCE } from './pool.js';
import type { Context } from './registry.js';

/** What went wrong in a thread, as it can be sent. Of a model's failure it is known where. */
export interface ThreadFailure {
  readonly kind: 'error';
  readonly message: string;
  readonly model?: { readonly during: string; readonly steps: readonly TraceStep[] };
}
export const failureIn = (error: unknown): ThreadFailure => ({
  kind: 'error',
  message: asError(error).message,
  ...(error instanceof ModelError && { model: { during: error.during, steps: error.steps } }),
});

/**
 * Has one thread do a task, so that Ctrl-C is heard meanwhile.
 *
 * @param isLast Hears each message, and says whether it is the answer.
 * @throws ModelError where the model or a property fails, InputError where it cannot be laid out, or does not stop.
 */
export async function alone<Message extends { readonly kind: string }>(
  context: Context,
  { job, say }: { readonly job: Job; readonly say: (text: string) => void },
  makeTask: (control: Int32Array) => { readonly kind: string },
  isLast: (message: Message | ThreadFailure) => boolean,
): Promise<Exclude<Message, ThreadFailure>> {
  const control = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(context.worker));
  const over = onInterrupt(say, () => {
    Atomics.store(control, 0, 1);
    setTimeout(() => void worker.terminate(), PATIENCE).unref();
  });
  const cannot = (error: unknown): InputError =>
    new InputError(`${job.protocol} cannot be explored: ${asError(error).message}`);
  try {
    const posted = { bundle: context.bundle, task: makeTask(control) };
    const last = await ask<Message | ThreadFailure>(worker, posted, isLast).catch((error: unknown) => {
      const wasStopped = error instanceof ThreadEnded && Atomics.load(control, 0) !== 0;
      throw cannot(wasStopped ? new Error(DOES_NOT_STOP) : error);
    });
    if (last.kind !== 'error') return last as Exclude<Message, ThreadFailure>;
    const { message, model } = last as ThreadFailure;
    throw model ? new ModelError(message, model.during, model.steps, undefined) : cannot(new Error(message));
  } finally {
    over();
    await worker.terminate();
  }
}
