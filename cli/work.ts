import type { Registry } from './registry.js';
import { searchInThread, type SearchMessage, type SearchTask } from './work-search.js';
import { shrinkInThread, type ShrinkMessage, type ShrinkTask } from './work-shrink.js';
import { simulateInThread, type SimulateMessage, type SimulateTask } from './work-simulate.js';

type Task = SearchTask | SimulateTask | ShrinkTask;
type Message = SearchMessage | SimulateMessage | ShrinkMessage;

/** Does a task in a thread. What it returns is said last. */
export function work(task: Task, registry: Registry, tell: (message: Message) => void): Promise<Message> {
  switch (task.kind) {
    case 'search':
      return searchInThread(task, registry, tell);
    case 'simulate':
      return simulateInThread(task, registry, tell);
    case 'shrink':
      return shrinkInThread(task, registry);
  }
}
