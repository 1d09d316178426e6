import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export type RedisServer = { url: string; port: number; pid: number; stop(): Promise<void> };

/**
 * Starts a real redis-server on a loopback port. Without `keptIn` what it holds is gone with `stop`; with it every write is on the
 * disk of that folder before it is answered, and the next one that starts there has it.
 */
export async function startRedis(options: { port?: number; keptIn?: string } = {}): Promise<RedisServer> {
  const port = options.port ?? (await freePort());
  const dir = options.keptIn ?? mkdtempSync(join(tmpdir(), 'vindplaats-redis-'));
  const keeping =
    options.keptIn === undefined ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', 'always'];
  const server = spawn(
    'redis-server',
    // Uncompressed, so that a test can look for plain text in a dump of a key.
    // prettier-ignore
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', ...keeping, '--rdbcompression', 'no', '--dir', dir],
    { stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  const failed = once(server, 'error').then(([error]: Error[]) => {
    throw new Error('redis-server does not start: install it (Debian: apt-get install redis-server)', { cause: error });
  });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  await Promise.race([failed, untilAnswers(port)]);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: server.pid!,
    async stop() {
      process.off('exit', kill);
      kill();
      await ended;
      if (options.keptIn === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Everything a Redis holds, keys and values, as one text in which to look for what must not be there. */
export async function readAllOfRedis(url: string): Promise<string> {
  const client = new Redis(url);
  try {
    const parts: string[] = [];
    for (const key of await client.keys('*')) {
      parts.push(key, (await client.dumpBuffer(key))?.toString('latin1') ?? '');
    }
    return parts.join('\n');
  } finally {
    client.disconnect();
  }
}

/** A loopback port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

async function untilAnswers(port: number): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await answers(port))) {
    if (Date.now() > until) throw new Error(`redis-server does not answer on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const settle = (isUp: boolean) => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once('data', (data) => settle(data.toString().startsWith('+PONG')));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });
}
