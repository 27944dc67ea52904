import type { Field } from './schema.js';

/** What a register tells of a collection that actions choose from, beyond what a model may use. */
export type CollectionPart =
  | { readonly kind: 'elements'; readonly elements: readonly { readonly id: number }[] }
  | { readonly kind: 'messages'; readonly messages: MessagesPart };

/** Messages in flight, by place. Places are no part of what a model means: they are sorted by content. */
export interface MessagesPart {
  readonly fields: Readonly<Record<string, Field>>;
  readonly capacity: number;
  readonly size: number;
  /** Whether there is a message at this place, of a content that no earlier place has. */
  isChoice(place: number): boolean;
  /** An object to hold a message that was chosen, so that it stays what it is while the messages change. */
  makeHand(): object;
  pick(place: number, hand: object): void;
}

/** Marks what a register made: an array that was computed from a state has no such mark. */
export const PART = Symbol('part of a state');
export const partOf = (value: unknown): CollectionPart | undefined =>
  typeof value === 'object' && value !== null ? (value as { [PART]?: CollectionPart })[PART] : undefined;

/** One state, and the views through which a model reads and writes it. */
export interface Register<State> {
  readonly state: State;
  /** How often each limited action has happened. */
  readonly limits: Record<string, number>;
  /** Makes every number 0, every set empty, and what may be none, none. */
  clear(): void;
}
