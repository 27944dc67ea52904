import { chosenFromJson, type TraceStep } from './chosen.js';
import type { MessagesPart } from './collection.js';
import { placeIn, type Domain, type Machine, type Refusal } from './machine.js';
import type { Reads } from './reads.js';
import { showContent } from './show.js';
import { contentToJson } from './value.js';

/** The choice that a step makes where a machine is, or why it cannot: also since there never is such a step. */
export type Found =
  | { readonly choice: number }
  | { readonly choice?: undefined; readonly reason: string; readonly isNoStep: boolean };

/** @param reads What notes the reads of the machine's register, so that it can be said what a guard has seen. */
export function look(machine: Machine, step: TraceStep, reads: Reads): Found {
  const noStep = (reason: string): Found => ({ reason, isNoStep: true });
  const action = machine.actions.find(({ name }) => name === step.action);
  if (action === undefined)
    return noStep(
      `there is no action ${step.action}; there are ${machine.actions.map(({ name }) => name).join(', ')}.`,
    );
  const wanted = action.domains.map(({ name }) => name);
  if (wanted.some((name) => !(name in step.chosen)) || Object.keys(step.chosen).length !== wanted.length)
    return noStep(`${action.name} chooses ${wanted.join(' and ') || 'nothing'}.`);
  let chosen: ReturnType<typeof chosenFromJson>;
  try {
    chosen = chosenFromJson(machine, step);
  } catch (error) {
    return noStep(`what it chooses cannot be read: ${(error as Error).message}.`);
  }
  const isMissing = (domain: Domain): boolean => placeIn(domain, chosen[domain.name]) === undefined;
  const missing = action.domains.filter(isMissing);
  if (missing.length > 0)
    // Messages come and go; of what a map has, all is always there.
    return {
      reason: whatIsThere(missing[0]!),
      isNoStep: missing.some(({ messages }) => messages === undefined),
    };
  const choice = machine.choiceOf({ action: step.action, chosen })!;
  const refusal = machine.refusal(choice);
  if (refusal === undefined) return { choice };
  const read = reads.during(() => machine.askAgain(choice, refusal));
  const seen = read.length === 0 ? '' : ` It read ${read.join(', ')}.`;
  return { reason: `${describe(refusal, step)}${seen}`, isNoStep: false };
}

/** What there is to choose, where something else was chosen. */
function whatIsThere({ name, size, messages }: Domain): string {
  const all = messages
    ? contentsOf(messages.flight)
    : size > 1
      ? [`0 to ${size - 1}`]
      : size === 1
        ? ['0']
        : [];
  const there = all.length === 0 ? `there is no ${name}` : `${name} is one of ${all.join(' ')}`;
  return `what it chooses is not there: ${there}.`;
}
/** The messages in flight, each once. */
function contentsOf(flight: MessagesPart): string[] {
  const hand = flight.makeHand() as Readonly<Record<string, unknown>>;
  return Array.from({ length: flight.size }, (_, place) => place)
    .filter((place) => flight.isChoice(place))
    .map((place) => {
      flight.pick(place, hand);
      return showContent(flight.fields, contentToJson(flight.fields, hand));
    });
}

function describe(refusal: Refusal, { action }: TraceStep): string {
  switch (refusal.by) {
    case 'where':
      return `${action} may not choose this ${refusal.choice}.`;
    case 'when':
      return `the guard of ${action} does not hold.`;
    case 'room':
      return `${refusal.what} leaves no room for it.`;
  }
}
