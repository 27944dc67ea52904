import type { Rules } from '../rules.js';

/** The rules of delivery, and by which versions of the metadata a broker goes. */
export interface VersionRules extends Rules {
  /** Whether a broker that knows one version may apply this later one next. */
  readonly appliesNext: (version: number, known: number) => boolean;
}
