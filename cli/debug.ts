import { debuglog } from 'node:util';

/** Says something on standard error where NODE_DEBUG=tidemark asks for it: to who waits for a moment of a run. */
export const debug = debuglog('tidemark');
