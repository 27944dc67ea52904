import type { Told } from '#checker/story';

/** Who acts, at the beginning of a clause: `the controller`, `broker 1`, `nobody`. */
const ACTOR = /^(?:(?:the|an?) )?([A-Za-z][\w-]*)( \d+)?/;
/** Who takes the steps that a protocol has no words for. */
const SOMEBODY = 'the protocol';

interface Message {
  readonly from: string;
  /** Whom it speaks of; the same, if of nobody else. */
  readonly to: string;
  readonly text: string;
  readonly isDisabled: boolean;
  /** What came of it. */
  readonly notes: readonly string[];
}

/**
 * Steps in words as a Mermaid sequence diagram: who a sentence begins with acts, on whom it speaks of first; what came of
 * it, and what it changed, is a note.
 *
 * @param actionOf How a step reads for which there are no words.
 */
export function mermaidOf(title: string, told: readonly Told[], actionOf: (one: Told) => string): string {
  const messages = messagesOf(told, actionOf);
  const actors = [...new Set(messages.flatMap(({ from, to }) => [from, to]))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const id = (actor: string): string => `p${actors.indexOf(actor)}`;
  return [
    'sequenceDiagram',
    `  title ${escaped(title)}`,
    '  autonumber',
    ...actors.map((actor) => `  participant ${id(actor)} as ${escaped(actor)}`),
    ...messages.flatMap(({ from, to, text, isDisabled, notes }) => [
      `  ${id(from)}${isDisabled ? '--x' : '->>'}${id(to)}: ${escaped(text)}`,
      ...(notes.length === 0 ? [] : [`  Note over ${id(from)}: ${notes.map(escaped).join('<br/>')}`]),
    ]),
    '',
  ].join('\n');
}

function messagesOf(told: readonly Told[], actionOf: (one: Told) => string): Message[] {
  const all = told.map((one) => {
    const [whole, name, number = ''] = ACTOR.exec(one.says ?? '') ?? ['', SOMEBODY];
    return { one, from: `${name}${number}`, rest: (one.says ?? '').slice(whole.length) };
  });
  // Of who has a number, all of the kind are known by it, also those who only are spoken of.
  const kinds = new Set(all.flatMap(({ from }) => /^(.*) \d+$/.exec(from)?.[1] ?? []));
  const others = new Set(all.map(({ from }) => from));
  return all.map(({ one, from, rest }) => {
    const mentioned = [...rest.matchAll(/\b([A-Za-z][\w-]*)( \d+)?/g)]
      .map(([both, kind]) => (kinds.has(kind!) ? both : kind!))
      .find((other) => other !== from && (others.has(other) || kinds.has(other.replace(/ \d+$/, ''))));
    return {
      from,
      to: mentioned ?? from,
      text: one.says === undefined ? actionOf(one) : rest.trim(),
      isDisabled: one.refusal !== undefined,
      notes: one.refusal
        ? [one.refusal]
        : [...one.tells, ...one.changes.map(({ path, text }) => `${path} ${text}`)],
    };
  });
}

/** What would end a text, or begin something else in it, as Mermaid writes that. */
const escaped = (text: string): string =>
  text.replaceAll(/[#;<>%\n]/g, (char) => (char === '\n' ? ' ' : `#${char.charCodeAt(0)};`));
