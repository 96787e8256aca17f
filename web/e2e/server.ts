import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A running program with a database of its own, which goes with it. */
export interface Server {
  url: string;
  /** What it printed before it served: the log-ins of a demonstration stand there. */
  printed: string;
  stop(): Promise<void>;
}

const program = process.env.JISR ?? resolve(import.meta.dirname, '../../build/jisr');

/** The address it prints once it serves; fails with what it said when it ends before. */
function serving(child: ChildProcess): Promise<{ url: string; printed: string }> {
  return new Promise((done, fail) => {
    let printed = '';
    const listen = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /serves (http:\/\/\S+)/.exec(printed)?.[1];
      if (url) done({ url: url.replace('localhost', '127.0.0.1'), printed });
    };
    child.stdout!.on('data', listen);
    child.stderr!.on('data', listen);
    child.once('exit', (code) => fail(new Error(`jisr ended with ${code}:\n${printed}`)));
  });
}

export async function startServer(...options: string[]): Promise<Server> {
  if (!existsSync(program)) throw new Error(`${program} is missing; build it first: make build`);
  const folder = await mkdtemp(join(tmpdir(), 'jisr-e2e-'));
  const port = options.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(program, [
    'serve', '--address', '127.0.0.1', ...port, '--database', `sqlite:${folder}/jisr.db`, '--data', folder, ...options,
  ]);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const { url, printed } = await serving(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { url, printed, stop };
}
