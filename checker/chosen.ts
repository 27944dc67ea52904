import type { Machine } from './machine.js';
import type { ChosenValue } from './property.js';
import { strictly } from './strict-view.js';
import { contentFromJson, contentToJson, type Json } from './value.js';

/** A step of a trace: its action and what it chose, by id, number or content, never by place. */
export interface TraceStep {
  readonly action: string;
  readonly chosen: Readonly<Record<string, Json>>;
}

/** The messages in flight that a choice is made from; nothing, if it is made from something else. */
export const messagesOf = (machine: Machine, action: string, choice: string) =>
  machine.actions.find(({ name }) => name === action)?.domains.find(({ name }) => name === choice)?.messages
    ?.flight;

/** What a step chose, as JSON: the messages that are in hand are copied. */
export function chosenToJson(
  machine: Machine,
  action: string,
  chosen: Readonly<Record<string, ChosenValue>>,
): TraceStep['chosen'] {
  return Object.fromEntries(
    Object.entries(chosen).map(([choice, value]) => {
      const messages = messagesOf(machine, action, choice);
      return [
        choice,
        messages
          ? contentToJson(messages.fields, value as Readonly<Record<string, unknown>>)
          : (value as number),
      ];
    }),
  );
}
export function chosenFromJson(
  machine: Machine,
  { action, chosen }: TraceStep,
): Readonly<Record<string, ChosenValue>> {
  return Object.fromEntries(
    Object.entries(chosen).map(([choice, json]) => {
      const messages = messagesOf(machine, action, choice);
      return [choice, messages ? strictly(contentFromJson(messages.fields, json), choice) : (json as number)];
    }),
  );
}
