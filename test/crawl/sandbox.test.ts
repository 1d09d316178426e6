import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, readFileSync, readlinkSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { sendHtml, startHttpServer } from '../support/http-server.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { closing } from './crawl-fixtures.ts';

/** Chromium's sandbox as the kernel sees it. Root cannot have it, so as root the crawler is started as `nobody`. */
const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};

const why = whyNot();
if (why !== null) process.stderr.write(`\nNOT TESTED: Chromium's sandbox. ${why}\n\n`);

it.skipIf(why !== null)(
  'an ordinary user’s crawler shows pages in a sandbox: own namespaces, and system calls filtered',
  async () => {
    const { commands, renderer } = await showPage(nobody);
    expect(commands.filter((command) => /--no-sandbox|--disable-(?:seccomp|namespace|setuid)/.test(command))).toEqual(
      [],
    );
    expect(renderer).toEqual({
      seccomp: 'filter',
      noNewPrivileges: true,
      ownUsers: true,
      ownProcesses: true,
      ownNetwork: true,
    });
  },
  60_000,
);

it.runIf(isRoot)(
  'root’s has none: what is measured can tell the difference',
  async () => {
    const { commands, renderer } = await showPage({});
    expect(commands.some((command) => command.includes('--no-sandbox'))).toBe(true);
    expect(renderer).toMatchObject({ seccomp: 'off', ownUsers: false, ownProcesses: false, ownNetwork: false });
  },
  60_000,
);

/** Starts a crawler that shows one page in the browser lane, and looks at its processes. */
async function showPage(user: { uid?: number; gid?: number }) {
  const server = await closing(startHttpServer((_, response) => sendHtml(response, '<article>een</article>')));
  const dir = temporaryDir();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(dir, user.uid, user.gid);
  const crawler = spawn(process.execPath, ['--import', 'tsx', 'test/crawl/render-worker.ts', dir, server.origin], {
    ...user,
    env: { PATH: process.env['PATH'], HOME: dir, TMPDIR: dir, CHROMIUM_PATH: process.env['CHROMIUM_PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(crawler, 'exit');
  onTestFinished(async () => {
    crawler.kill('SIGKILL');
    await ended;
    await expect.poll(() => processesOf(dir)).toEqual([]);
  });
  const [said] = (await Promise.race([once(crawler.stdout, 'data'), ended.then(() => ['ended'])])) as [unknown];
  expect(String(said)).toBe('page\n');
  const shown = processesOf(dir).filter(({ pid }) => pid !== crawler.pid);
  expect(shown.length).toBeGreaterThan(2);
  const renderer = shown.find(({ command }) => command.includes('--type=renderer'))!;
  return { commands: shown.map(({ command }) => command), renderer: lookAt(renderer.pid) };
}

function lookAt(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const fieldOf = (name: string) => new RegExp(`^${name}:\\t(\\d+)`, 'm').exec(status)?.[1] ?? 'missing';
  const isOwn = (kind: string) => readlinkSync(`/proc/${pid}/ns/${kind}`) !== readlinkSync(`/proc/self/ns/${kind}`);
  const modes: Record<string, string> = { 0: 'off', 1: 'strict', 2: 'filter' };
  return {
    seccomp: modes[fieldOf('Seccomp')],
    noNewPrivileges: fieldOf('NoNewPrivs') === '1',
    ownUsers: isOwn('user'),
    ownProcesses: isOwn('pid'),
    ownNetwork: isOwn('net'),
  };
}

/** The crawler and all that it started: their command lines name its folder, or their parent is one of them. */
function processesOf(dir: string): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args=', '-ww'], { encoding: 'utf8' }).split('\n');
  const all = lines.flatMap((line) => {
    const [, pid, parent, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
  const ours = new Set(all.filter(({ command }) => command.includes(dir)).map(({ pid }) => pid));
  for (let size = 0; size < ours.size;) {
    size = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid }) => ours.has(pid)).map(({ pid, command }) => ({ pid, command }));
}

function idOf(flag: string): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

/** Null when this machine can have a sandbox: Linux, where that user may make namespaces and read this project. */
function whyNot(): string | null {
  if (process.platform !== 'linux') return 'Only on Linux is known how to look.';
  const may = (command: string, ...args: string[]) => spawnSync(command, args, nobody).status === 0;
  if (!may('unshare', '--user', '--map-root-user', '--pid', '--net', '--fork', 'true'))
    return 'The kernel lets an ordinary user make no namespaces (user.max_user_namespaces, AppArmor, or a container).';
  if (!may(process.execPath, '--eval', `require('fs').readdirSync(${JSON.stringify(import.meta.dirname)})`))
    return 'The user "nobody" may not read this folder.';
  return null;
}
