import { beforeEach, expect, test, vi } from 'vitest';

class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static open: Stream[] = [];
  static opened = 0;
  readyState = 1;
  constructor() {
    super();
    Stream.open.push(this);
    ++Stream.opened;
  }
  close() {
    this.readyState = 2;
    Stream.open = Stream.open.filter((one) => one !== this);
  }
  say(data: string) {
    this.dispatchEvent(Object.assign(new Event('progress'), { data }));
  }
}

class Channel {
  static all: Channel[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor(readonly name: string) {
    Channel.all.push(this);
  }
  postMessage(data: unknown) {
    for (const one of Channel.all) if (one !== this && one.name === this.name) one.onmessage?.({ data });
  }
  close() {
    Channel.all = Channel.all.filter((one) => one !== this);
  }
}

type Work = (lock: object | null) => unknown;
/** As the browser's, for one lock at a time. */
class Locks {
  held = new Map<string, { work: Work; options: { signal?: AbortSignal } }[]>();
  async request(name: string, options: { ifAvailable?: boolean; signal?: AbortSignal }, work: Work) {
    const queue = this.held.get(name);
    if (queue && options.ifAvailable) return work(null);
    if (queue) return void queue.push({ work, options });
    await this.#run(name, work);
  }
  async #run(name: string, work: Work) {
    if (!this.held.has(name)) this.held.set(name, []);
    await work({});
    let next = this.held.get(name)!.shift();
    while (next?.options.signal?.aborted) next = this.held.get(name)!.shift();
    if (next) void this.#run(name, next.work);
    else this.held.delete(name);
  }
}

vi.stubGlobal('EventSource', Stream);
vi.stubGlobal('BroadcastChannel', Channel);
let locks: Locks | undefined;
vi.stubGlobal('navigator', { get locks() { return locks; } }); // prettier-ignore
const { join, sharedBy } = await import('./shared');

const turn = () => new Promise((done) => setTimeout(done));
/** A page that follows the numbers, and what it heard. */
function page() {
  const heard: string[] = [];
  const refused = vi.fn();
  const leave = join('/numbers', 'progress', { ondata: (data) => heard.push(data), onopen: () => {}, onlost: () => {}, onrefused: refused });
  return { heard, leave, refused };
}

beforeEach(() => {
  [Stream.open, Stream.opened, Channel.all, locks] = [[], 0, [], new Locks()];
  sharedBy('a');
});

test('seven pages of one browser hold one of its connections, and all hear', async () => {
  const pages = Array.from({ length: 7 }, page);
  await turn();
  expect(Stream.open).toHaveLength(1);
  Stream.open[0]!.say('12');
  expect(pages.map(({ heard }) => heard)).toEqual(Array(7).fill(['12']));
});

test('who joins under way hears what the server tells at a beginning', async () => {
  page();
  await turn();
  const before = Stream.open[0];
  page();
  await turn();
  expect(Stream.open).toHaveLength(1);
  expect(Stream.open[0]).not.toBe(before);
});

test('when the page that holds it goes, another one takes it over', async () => {
  const [first, second, third] = [page(), page(), page()];
  await turn();
  second.leave();
  first.leave();
  await turn();
  expect(Stream.open).toHaveLength(1);
  Stream.open[0]!.say('13');
  expect([first.heard, second.heard, third.heard]).toEqual([[], [], ['13']]);
  third.leave();
  await turn();
  expect(Stream.open).toEqual([]);
});

test('a refusal is told to the page that asked, and another person hears nothing of hers', async () => {
  const hers = page();
  await turn();
  sharedBy('b');
  const his = page();
  await turn();
  expect(Stream.open).toHaveLength(2);
  Stream.open[0]!.say('14');
  expect(his.heard).toEqual([]);
  Stream.open[0]!.readyState = Stream.CLOSED;
  Stream.open[0]!.dispatchEvent(new Event('error'));
  expect(hers.refused).toHaveBeenCalledOnce();
  expect(his.refused).not.toHaveBeenCalled();
});

test('where a browser has no locks every page follows for itself', () => {
  locks = undefined;
  const [first, second] = [page(), page()];
  Stream.open[1]!.say('15');
  expect([first.heard, second.heard]).toEqual([[], ['15']]);
});
