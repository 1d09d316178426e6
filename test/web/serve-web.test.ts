import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { serveWeb } from '../../src/web/serve-web.ts';
import { openWeb } from './open-web.ts';

it('the pages are served until they are closed, also when a browser holds its connection', async () => {
  const { app } = openWeb();
  const web = await serveWeb({ app, host: '127.0.0.1', port: 0 });
  expect(await (await fetch(`${web.url}/gezond`)).text()).toBe('ok');
  await web.close();
  await expect(fetch(`${web.url}/gezond`)).rejects.toThrow('fetch failed');
});

it('a taken port is told with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(serveWeb({ app: openWeb().app, host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    message: expect.stringMatching(new RegExp(`127.0.0.1:${port} .*VINDPLAATS_PORT`)),
  });
});
