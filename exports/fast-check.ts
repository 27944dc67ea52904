/** Random exploration on fast-check: `import { commandSequences, upholds } from 'tidemark/fast-check'`. */
export { commandSequences, sequenceFrom, type SequenceOptions } from '#explore/arbitrary';
export type { Certificate } from '#explore/certificate';
export { CommandSequence, PropertyViolated, upholds } from '#explore/command-sequence';
export { commandsFor, type Model, type ModelCommand } from '#explore/commands';
export { coverage, Inconclusive } from '#explore/coverage-plugin';
export type { CoverageReport } from '#explore/coverage';
export { type Effort } from '#explore/effort';
export type { Asked } from '#explore/search-for';
export type { Run } from '#explore/walker';
export type { Search } from '#checker/search';
export { withSavedTraces } from '#explore/with-saved-traces';
