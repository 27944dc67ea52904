import type { Rules } from '../rules.js';

export interface VersionRules extends Rules {
  /** Whether a broker that knows one version may apply this later one next. */
  readonly appliesNext: (version: number, known: number) => boolean;
}
