import type { Worker } from 'node:worker_threads';
import { debug } from './debug.js';

/** A thread that ended before it had an answer. */
export class ThreadEnded extends Error {}

/**
 * Has a thread do a task.
 *
 * @param isLast Hears each message, and says whether it is the answer.
 * @throws ThreadEnded, or what the thread could not catch.
 */
export function ask<Message>(
  worker: Worker,
  posted: { readonly bundle: string; readonly task: unknown },
  isLast: (message: Message) => boolean,
): Promise<Message> {
  return new Promise((resolve, reject) => {
    const done = (): void => void worker.off('message', hear).off('error', fail).off('exit', left);
    let isUnderWay = false;
    const hear = (message: Message): void => {
      if (!isLast(message)) {
        if (!isUnderWay) debug('under way');
        isUnderWay = true;
        return;
      }
      done();
      resolve(message);
    };
    const fail = (error: Error): void => {
      done();
      reject(error);
    };
    const left = (): void =>
      fail(new ThreadEnded('its thread has ended, which a model or a property may not do.'));
    worker.on('message', hear).on('error', fail).on('exit', left);
    worker.postMessage(posted);
    debug('begun');
  });
}
