import { describe, expect, it } from 'vitest';
import { findSources, root } from '#bin/bundle';
import { nameOf, propertiesOf } from '#checker/library';
import type { Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import { check, withRules } from 'tidemark';
import * as kafka from 'tidemark/kafka';
import { delivery } from '#model/delivery/state';
import { replication } from '#model/replication/state';

const { protocols, properties } = findSources(root);
const camelCase = (name: string): string =>
  name.replace(/[-.]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const exported = kafka as unknown as Readonly<Record<string, Protocol | Property>>;

describe('tidemark/kafka', () => {
  it.each([...protocols, ...properties])(
    'exports $name, and registers it by the name of its file',
    async ({ name, path }) => {
      const { default: own } = (await import(/* @vite-ignore */ path)) as { default: Protocol | Property };
      expect(exported[camelCase(name)]).toBe(own);
      expect(nameOf(own)).toBe(name);
    },
  );
  it('registers nothing else', () => {
    const names = Object.values(exported).flatMap((thing) =>
      typeof thing === 'object' && thing !== null ? (nameOf(thing) ?? []) : [],
    );
    expect(names.sort()).toEqual([...protocols, ...properties].map(({ name }) => name).sort());
  });
  it('has properties judged by default, but for those that are judged on request only', async () => {
    const judged = Object.keys(propertiesOf(kafka.kip320));
    expect(judged).toContain('strong-isr');
    expect(judged).not.toContain('published-leader-in-isr');
    for (const name of judged) expect(properties.map((one) => one.name)).toContain(name);
    expect(Object.keys(propertiesOf(kafka.asyncIsr))).not.toContain('strong-isr');
  });
  it('exports the variables, to write properties of them', () => {
    expect(kafka.replication).toBe(replication);
    expect(kafka.delivery).toBe(delivery);
  });
  it('exports every rule that a protocol of delivery goes by, to make others of them', () => {
    const words = Object.values(kafka).flatMap((word): unknown[] =>
      Object.prototype.toString.call(word) === '[object Module]' ? Object.values(word) : [word],
    );
    const {
      kafka010,
      kafka21,
      kafkaAcks1,
      kafkaAlterPartitionAnswered,
      kafkaAsDesigned,
      kafkaAsShipped,
      kafkaMetadataInOrder,
      kafkaReplyInFlight,
      kafkaWithReader,
    } = kafka;
    for (const { rules } of [
      kafka010,
      kafka21,
      kafkaAcks1,
      kafkaAlterPartitionAnswered,
      kafkaAsDesigned,
      kafkaAsShipped,
      kafkaMetadataInOrder,
      kafkaReplyInFlight,
      kafkaWithReader,
    ])
      for (const [name, rule] of Object.entries<unknown>({ ...rules }))
        for (const part of [rule].flat())
          if (['function', 'object'].includes(typeof part)) expect(words, name).toContain(part);
  });
  it('lets others make a protocol of delivery, in a cluster of its own', () => {
    const { ackedKept, cluster, deliveryPurgatory, kafkaAsDesigned } = kafka;
    const two = cluster(kafkaAsDesigned, { brokers: 2, records: 2 }, { controllerElectLeader: 2 });
    const waitsOn = withRules(two, { failsPurgatory: deliveryPurgatory.never });
    const verdictOf = (protocol: Protocol) =>
      check(protocol, { ackedKept }).properties.map(({ outcome }) => outcome.verdict);
    expect([verdictOf(two), verdictOf(waitsOn)]).toEqual([['holds'], ['violated']]);
  });
});
