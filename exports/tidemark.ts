/** The words to write protocols and properties in, and how to check them: `import { always, check } from 'tidemark'`. */
export * from '#checker/dsl';
export { check } from '#checker/breadth-first';
export { BoundsError } from '#checker/bounds';
export { register } from '#checker/library';
export type { Outcome, Report, Verdict } from '#checker/outcome';
export { ModelError } from '#checker/report';
export type { SearchOptions } from '#checker/search';
export { parseTrace, printTrace, TraceSyntaxError, type TraceFile } from '#checker/trace-text';
export type { TraceStep } from '#checker/trace';
