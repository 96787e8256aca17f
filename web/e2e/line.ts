import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Server } from './server.ts';

/** What becomes of the answers to the posts of one path: they arrive, end in their middle, or never come. */
export type Fault = 'none' | 'cut' | 'stall';

/** A line to a server, as weak as it is told to be. */
export interface Line {
  url: string;
  fault: Fault;
  /** The references in what the server answered, whether it arrived or not. */
  answered: string[];
  stop(): void;
}

/** Hands `answer` on as far as the fault lets it. */
function suffer(fault: Fault, answer: Buffer, page: Socket): void {
  if (fault === 'none') page.write(answer);
  if (fault !== 'cut') return;
  const body = answer.indexOf('\r\n\r\n') + 4;
  page.write(answer.subarray(0, body + 20), () => page.destroy());
}

export async function startLine(server: Server, path: string): Promise<Line> {
  const { hostname, port } = new URL(server.url);
  const open = new Set<Socket>();
  const line: Line = { url: '', fault: 'none', answered: [], stop: () => (door.close(), open.forEach((socket) => socket.destroy())) };
  const door = createServer((page) => {
    const far = connect(Number(port), hostname);
    let posts = false;
    for (const socket of [page, far]) {
      open.add(socket);
      socket.on('close', () => (page.destroy(), far.destroy(), open.delete(socket))).on('error', () => {});
    }
    page.on('data', (chunk) => {
      if (/^(GET|POST|PUT|DELETE) /.test(chunk.toString('latin1', 0, 7))) posts = chunk.toString('latin1').startsWith(`POST ${path}`);
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (!posts) return page.write(chunk);
      line.answered.push(...[...chunk.toString().matchAll(/"reference":"([^"]+)"/g)].map(([, reference]) => reference!));
      suffer(line.fault, chunk, page);
    });
  });
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done));
  line.url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  return line;
}
