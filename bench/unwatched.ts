import type { Watcher } from '#cli/pool';

const quiet = (): void => {};
/** Who looks on while it is measured. */
export const unwatched: Watcher = { began: quiet, went: quiet, shortOfMemory: quiet, ended: quiet };
