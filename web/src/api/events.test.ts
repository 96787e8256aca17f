import { beforeEach, expect, test, vi } from 'vitest';

class Source extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Source[] = [];
  readyState = 1;
  constructor(readonly url: string) {
    super();
    Source.opened.push(this);
  }
  close() {
    this.readyState = Source.CLOSED;
  }
  refuse() {
    this.close();
    this.dispatchEvent(new Event('error'));
  }
}
const page = Object.assign(new EventTarget(), { hidden: false });
const session = vi.fn(async () => ({}));
vi.stubGlobal('EventSource', Source);
vi.stubGlobal('document', page);
vi.mock('./client', () => ({ api: { url: (path: string) => path, get: session } }));
const { follow } = await import('./events');

const seen = () => Source.opened.length;
const turn = (hidden: boolean) => {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers();
  Source.opened = [];
  session.mockReset().mockResolvedValue({});
});

test('a stream hands over its events until it is stopped', () => {
  const told: unknown[] = [];
  const stop = follow('/moving', 'number', (data) => told.push(data));
  Source.opened[0]!.dispatchEvent(new MessageEvent('number', { data: '{"n":1}' }));
  expect(told).toEqual([{ n: 1 }]);
  stop();
  expect(Source.opened[0]!.readyState).toBe(Source.CLOSED);
  turn(false);
  expect(seen()).toBe(1);
});

test('a refused stream is asked for again, later each time, once the session has been read', async () => {
  const stop = follow('/moving', 'number', () => {});
  Source.opened[0]!.refuse();
  await vi.advanceTimersByTimeAsync(3000);
  expect([seen(), session.mock.calls.length]).toEqual([2, 1]);
  Source.opened[1]!.refuse();
  await vi.advanceTimersByTimeAsync(3000);
  expect(seen()).toBe(2);
  await vi.advanceTimersByTimeAsync(3000);
  expect(seen()).toBe(3);
  stop();
});

test('nobody asks while the page waits for its reader to sign in again', async () => {
  let signedIn = () => {};
  session.mockReturnValue(new Promise((done) => (signedIn = () => done({}))));
  const stop = follow('/moving', 'number', () => {});
  Source.opened[0]!.refuse();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(seen()).toBe(1);
  signedIn();
  await vi.advanceTimersByTimeAsync(3000);
  expect(seen()).toBe(2);
  stop();
});

test('a page that nobody sees holds no stream', () => {
  const stop = follow('/moving', 'number', () => {});
  turn(true);
  expect([seen(), Source.opened[0]!.readyState]).toEqual([1, Source.CLOSED]);
  turn(false);
  expect(seen()).toBe(2);
  stop();
});
