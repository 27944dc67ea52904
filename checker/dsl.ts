/** The words that models and properties are written in. Nothing else of the checker is theirs to use. */
export {
  actionsOf,
  each,
  eachBelow,
  eachUpTo,
  noChoice,
  type Action,
  type Choice,
  type Kind,
} from './action.js';
export { bounded } from './bounded.js';
export { type Bound, type BoundsOf, type Size } from './bounds.js';
export * from './id-set.js';
export { limit } from './limit.js';
export {
  always,
  alwaysStep,
  recoverable,
  sometimes,
  type By,
  type Property,
  type Reason,
  type Step,
} from './property.js';
export { protocol, withRules, type Protocol } from './protocol.js';
export type { Actor, Arrow, Box, Mark, Scene } from './scene.js';
export {
  bagOf,
  below,
  flag,
  idOf,
  idOrNone,
  idSet,
  interchangeable,
  logOf,
  mapOf,
  oneOf,
  optional,
  ordered,
  orNone,
  record,
  setOf,
  upTo,
  type IdSet,
  type RecordOf,
} from './schema.js';
export { type Frozen, type Guarded, type StateOf } from './view.js';
export { within } from './within.js';
