import type { Search } from '#checker/search';

/** What is to be shown, in which protocol and within which bounds. */
export interface Goal extends Search {
  /** The property that a trace decides: violates, or shows to be seen. Others neither end a trace nor bar a way. */
  readonly property: string;
}
