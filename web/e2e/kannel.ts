import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Kannel with its own operator, as a country's gateway would stand there. */
export interface Gateway {
  /** What the program is started with to send by it at any hour, and to hear what became of each message. */
  options: string[];
  /** The messages that reached the operator: from whom, to whom, and what. */
  received(): Promise<string[]>;
  stop(): Promise<void>;
}

const [user, password] = ['jisr', 'a password of the gateway'];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 200; ++tries) {
    const there = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
      socket.on('connect', () => socket.destroy());
    });
    if (there) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`Kannel does not listen on ${port}`);
}

export async function startGateway(): Promise<Gateway> {
  const folder = await mkdtemp(join(tmpdir(), 'jisr-kannel-'));
  const [admin, box, operator, send, office] = [await freePort(), await freePort(), await freePort(), await freePort(), await freePort()];
  const settings = join(folder, 'kannel.conf');
  await writeFile(settings, [
    'group = core', `admin-port = ${admin}`, 'admin-interface = 127.0.0.1', 'admin-password = x', 'status-password = x',
    `smsbox-port = ${box}`, 'smsbox-interface = 127.0.0.1', 'box-allow-ip = 127.0.0.1', 'dlr-storage = internal', '',
    'group = smsc', 'smsc = fake', 'smsc-id = operator', 'host = 127.0.0.1', `port = ${operator}`, 'connect-allow-ip = 127.0.0.1', '',
    'group = smsbox', 'bearerbox-host = 127.0.0.1', 'sendsms-interface = 127.0.0.1', `sendsms-port = ${send}`, 'global-sender = 1300', '',
    // As docs/operate/install.md says: without the last two only the first part of a text leaves.
    'group = sendsms-user', `username = ${user}`, `password = "${password}"`, 'max-messages = 3', 'concatenation = true', '',
    'group = sms-service', 'keyword = default', 'text = none', '',
  ].join('\n'));
  const children: ChildProcess[] = [];
  const run = (program: string, ...options: string[]) => {
    const child = spawn(program, options);
    const log = createWriteStream(join(folder, `${program.split('/').at(-1)}.log`));
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    children.push(child);
  };
  run('/usr/sbin/bearerbox', '-v', '0', settings);
  await answers(box);
  await answers(operator);
  run('/usr/lib/kannel/test/fakesmsc', '-H', '127.0.0.1', '-r', String(operator), '-m', '0', '1 2 text x');
  run('/usr/sbin/smsbox', '-v', '0', settings);
  await answers(send);
  return {
    options: [
      '--sms-url', `http://127.0.0.1:${send}/cgi-bin/sendsms`, '--sms-user', user, '--sms-password', password, '--quiet-hours', 'none',
      '--port', String(office), '--delivery-url', `http://127.0.0.1:${office}`,
    ],
    received: async () => (await readFile(join(folder, 'fakesmsc.log'), 'utf8')).split('\n').filter((line) => line.includes('Got message ')),
    stop: async () => {
      for (const child of children.reverse()) child.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
