import { unique, type Selected } from './select.js';

/** What is to be added where some property speaks of a protocol all the same. */
export function onRequestOnly(some: readonly Selected[]): string {
  const names = unique(some.flatMap(({ onRequest = [] }) => onRequest));
  return names.length === 0 ? '' : `, but for what is judged on request: ${names.join(', ')}`;
}
