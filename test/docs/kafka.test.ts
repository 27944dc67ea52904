import { describe, expect, it } from 'vitest';
import { findSources, root } from '#bin/bundle';
import { check } from '#checker/breadth-first';
import type { Protocol } from '#checker/dsl';
import type { Schema } from '#checker/schema';
import * as knownVersion from '#model/delivery/alter-partition-answered/actions/leader-apply-known-version';
import * as broker from '#model/delivery/actions/broker/stop';
import * as producer from '#model/delivery/actions/producer/send';
import * as fetch from '#model/delivery/fetch';
import * as highWatermark from '#model/delivery/high-watermark';
import * as history from '#model/delivery/history';
import * as isrChange from '#model/delivery/isr-change';
import * as metadata from '#model/delivery/metadata';
import * as versions from '#model/delivery/metadata-in-order/actions/broker-apply-version';
import * as purgatory from '#model/delivery/purgatory';
import * as reader from '#model/delivery/reader/actions/consumer-read';
import * as reply from '#model/delivery/reply-in-flight/actions/follower-take-reply';
import * as truncation from '#model/delivery/truncation';
import committedNeverLost from '#properties/delivery/committed-never-lost';
import { pageOf } from '../support/pages.js';
import { twoLocks } from './kafka-gaps.js';

/** docs/kafka.md says where each part of the model stands in Kafka: of every part, and of nothing that is none. */
const { text } = pageOf('docs/kafka.md');
const sectionOf = (heading: string): string =>
  text.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? '';
const quoted = (words: string): string[] => [...words.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);
/** The rows of the tables of a section that begin with what is quoted, cell by cell. */
const rowsOf = (heading: string): string[][] =>
  [...sectionOf(heading).matchAll(/^\| (`.*) \|$/gm)].map(([, row]) => row!.split(' | '));
const firstOf = (heading: string): string[] => rowsOf(heading).flatMap(([first]) => quoted(first!));

const sources = findSources(root).protocols.filter(({ file }) => file.startsWith('model/delivery/'));
const protocols = await Promise.all(
  sources.map(async ({ name, path }) => {
    const { default: protocol } = (await import(/* @vite-ignore */ path)) as { readonly default: Protocol };
    return { name, ...protocol };
  }),
);
const namesIn = (things: readonly object[]): string[] => [...new Set(things.flatMap(Object.keys))].sort();

function variablesOf(name: string, schema: Schema): string[] {
  if (schema.kind === 'field') return [name];
  if (schema.kind === 'map') return variablesOf(`${name}[]`, schema.element as Schema);
  const members = schema.kind === 'record' || schema.kind === 'optional' ? name : `${name}[]`;
  return Object.entries<Schema>(schema.fields as Readonly<Record<string, Schema>>).flatMap(
    ([field, inside]) => variablesOf(members === '' ? field : `${members}.${field}`, inside),
  );
}

/** Where rules are, with what else is there and is none. */
const modules = {
  broker,
  fetch,
  highWatermark,
  history,
  isrChange,
  knownVersion,
  metadata,
  producer,
  purgatory,
  reader,
  reply,
  truncation,
  versions,
};
const NO_RULES = [
  'advanceHighWatermark',
  'answerFetch',
  'answerProduces',
  'applyVersion',
  'canFetch',
  'failProduces',
  'fetchOf',
  'forgetLeading',
  'hasEpochs',
  'park',
  'processReply',
];
const exported = new Map(Object.values(modules).flatMap((module) => Object.entries<unknown>(module)));
const actions = namesIn(protocols.map((one) => one.actions));
const values = new Map([...exported].filter(([name]) => ![...NO_RULES, ...actions].includes(name)));
const sets = Object.keys({ ...history, underAcksOne: producer.underAcksOne });
const PLAIN = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['undefined', undefined],
  ["'all'", 'all'],
  ["'1'", '1'],
]);

describe('the page for Kafka engineers', () => {
  it('names every delivery protocol', () => {
    expect(sources.length).toBeGreaterThanOrEqual(10);
    expect(quoted(text)).toEqual(expect.arrayContaining(sources.map(({ name }) => name)));
  });
  it('has a row for each action of each of them, and for no other', () => {
    expect(firstOf('Actions').sort()).toEqual(actions);
  });
  it('has a row for each rule of each of them, and for no other', () => {
    expect(firstOf('Rules').sort()).toEqual(namesIn(protocols.map((one) => one.rules as object)));
  });
  it('has each value of a rule in the row of one, and says of each what it is', () => {
    const rows = rowsOf('Rules').map(([rule, listed, , says]) => ({ rule: quoted(rule!)[0]!, listed, says }));
    const ruleValues = [...values.keys()].filter((name) => !sets.includes(name));
    const found = rows.flatMap(({ listed }) => quoted(listed!)).filter((value) => !PLAIN.has(value));
    expect([...new Set(found)].sort()).toEqual(ruleValues.sort());
    for (const { rule, listed, says } of rows)
      for (const value of quoted(listed!)) expect(says, `${rule}: ${value}`).toContain(`\`${value}\``);
  });
  it('has in the row of a rule what any protocol decides by it', () => {
    const listed = new Map(
      rowsOf('Rules').map(([rule, cell]) => [
        quoted(rule!)[0]!,
        quoted(cell!).map((value) => (PLAIN.has(value) ? PLAIN.get(value) : values.get(value))),
      ]),
    );
    for (const { name, rules } of protocols)
      for (const [rule, value] of Object.entries(rules as Readonly<Record<string, unknown>>))
        for (const part of [value].flat()) expect(listed.get(rule), `${name}: ${rule}`).toContain(part);
  });
  it('names the sets of rules', () => {
    expect(quoted(sectionOf('Rules'))).toEqual(expect.arrayContaining(sets));
  });
  it('has each variable, and no other', () => {
    const variables = new Set(protocols.flatMap(({ schema }) => variablesOf('', schema as Schema)));
    expect(firstOf('State').sort()).toEqual([...variables].sort());
  });
  it('counts its differences, and refers to those that there are', () => {
    const rows = [...text.matchAll(/^(?:\| )?(D\d+)(?: \||\. )/gm)].map(([, name]) => name!);
    expect(rows).toEqual(rows.map((_, at) => `D${at + 1}`));
    for (const [name] of text.matchAll(/\bD\d+\b/g)) expect(rows).toContain(name);
  });
});

describe('what it says of a race that no protocol has', () => {
  it('D2: a fetch that is counted after another leader epoch has begun loses what was committed', () => {
    const { properties } = check(twoLocks, { committedNeverLost }, {}, { stopAtFirst: true });
    const { outcome } = properties[0]!;
    expect(outcome.verdict === 'violated' ? outcome.trace.length : outcome.verdict).toBe(16);
  });
});
