#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { readEnvironment } from './config.ts';
import type { Settings } from './app.ts';
import { addAccount, listAccounts, resetAccount } from './commands/account.ts';
import { addAd } from './commands/ad-add.ts';
import type { AdAddOptions } from './commands/ad-add.ts';
import { crawl } from './commands/crawl.ts';
import type { CrawlOptions } from './commands/crawl.ts';
import { printErrors } from './commands/errors.ts';
import { exportEvidence, sweepEvidence } from './commands/evidence.ts';
import { report } from './commands/report.ts';
import { backtestRules, checkRules, diffRules, rescreen } from './commands/rules.ts';
import { reportRun } from './commands/run-report.ts';
import { schedule } from './commands/schedule.ts';
import { screenInput } from './commands/screen.ts';
import { reprocess } from './commands/reprocess.ts';
import { acceptRun, listRuns, rollBackRun } from './commands/runs.ts';
import { checkSite } from './commands/site-check.ts';
import { start } from './commands/start.ts';
import { createTerminal } from './commands/terminal.ts';
import { addTip, listTips, undoTip } from './commands/tip.ts';
import type { TipOptions } from './commands/tip.ts';
import { verify } from './commands/verify.ts';
import { serve } from './commands/serve.ts';
import { tipSource } from './model/tip.ts';
import { catalogue, exitCodeOf, messageOf } from './lib/errors.ts';

const terminal = createTerminal(process.stdout, process.stderr);
const program = new Command('vindplaats')
  .description('Collects public ads of a region, screens them against published rules, and lets a person decide.')
  .option('--config <dir>', 'folder with region.yaml, legal-basis.yaml and sites/', 'config')
  .option('--data <dir>', 'folder for everything that is stored', 'data')
  .option('--rules <dir>', 'folder with the rules', 'rules')
  .option('--verbose', 'log every event, and show where an error came from')
  .showHelpAfterError()
  .exitOverride();

function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason === '') throw new InvalidArgumentError('It is kept with what is done: say why.');
  return reason;
}

function settings(): Settings {
  const options = program.opts<{ config: string; data: string; rules: string; verbose?: boolean }>();
  const environment = readEnvironment();
  return {
    configDir: options.config,
    dataDir: options.data,
    rulesDir: options.rules,
    environment: options.verbose === true ? { ...environment, logLevel: 'info' } : environment,
  };
}

program
  .command('start')
  .description('serve the demo sites, crawl, screen, and open the review pages')
  .option('--once', 'end after the table')
  .action((options: { once?: boolean }) => start(settings(), terminal, { isOnce: options.once === true }));
program
  .command('crawl [sites...]')
  .description('crawl these sites (default: all) to the end')
  .option('--reason <text>', 'why this crawl is made (aanleiding)', reasonOf)
  .option(
    '--once',
    'for a timer: the sites that have a schedule, each for the reason of its schedule, unless said otherwise',
  )
  .option('--plan', 'fetch nothing: tell what a crawl would take, and where each number comes from')
  .action((sites: string[], options: CrawlOptions) => crawl(settings(), terminal, sites, options));
program
  .command('schedule')
  .description('crawl every site at its planned moments, until stopped')
  .action(() => schedule(settings(), terminal));
program
  .command('serve')
  .description('open the review pages only')
  .action(() => serve(settings(), terminal));

program
  .command('runs')
  .description('list the last runs of every site, and what is unusual about those that are held')
  .action(() => listRuns(settings(), terminal));
const run = program.command('run').description('look at one run, and decide on one that is held');
run
  .command('accept <run>')
  .description('put its results to use, and take its night as the usual from now on')
  .requiredOption('--reason <text>', 'why; kept in the audit log, so without names', reasonOf)
  .action((id: string, options: { reason: string }) => acceptRun(settings(), terminal, id, options.reason));
run
  .command('rollback <run>')
  .description('throw its results away; the data of the last good night stays')
  .requiredOption('--reason <text>', 'why; kept in the audit log, so without names', reasonOf)
  .action((id: string, options: { reason: string }) => rollBackRun(settings(), terminal, id, options.reason));
run
  .command('report [run]')
  .description('what a run asked, and what became of every address (default: the last run of every site)')
  .option('--json', 'as JSON')
  .action((id: string | undefined, options: { json?: true }) => reportRun(settings(), terminal, id ?? null, options));
program
  .command('reprocess [site]')
  .description('read the stored pages again with the present site file, and show what that changes')
  .option('--apply', 'store what reads otherwise as a further version of each ad, and screen it again')
  .option('--show', 'show examples of what changes; they hold text of ads')
  .action((id: string | undefined, options: { apply?: boolean; show?: boolean }) =>
    reprocess(settings(), terminal, id ?? null, {
      isApplied: options.apply === true,
      isShown: options.show === true,
    }),
  );

const site = program.command('site').description('look at one site');
site
  .command('check <site>')
  .description('show what the site file extracts from a live page; stores nothing')
  .option('--url <url>', 'an ad page to read (default: the first ads of the first listing page)')
  .action((id: string, options: { url?: string }) => checkSite(settings(), terminal, id, options.url ?? null));

const rules = program.command('rules').description('look at the rules');
rules
  .command('check')
  .description('check every rule with its own cases, and the guard-rails')
  .action(() => checkRules(settings(), terminal));
rules
  .command('diff <old> <new>')
  .description('screen the stored ads under two folders of rules: who rises, who falls; stores nothing')
  .action((oldDir: string, newDir: string) => diffRules(settings(), terminal, oldDir, newDir));
rules
  .command('backtest')
  .description('lay the rules beside what people decided and municipalities answered; stores nothing')
  .action(() => backtestRules(settings(), terminal));
program
  .command('rescreen')
  .description('screen every open ad that was screened by other rules, without a crawl')
  .action(() => rescreen(settings(), terminal));
program
  .command('screen')
  .description('screen ads from standard input; stores nothing')
  .requiredOption('--stdin', 'read JSON Lines, one ad a line: {"title": "...", "text": "..."}')
  .action(() => screenInput(settings(), terminal, process.stdin));

const tip = program.command('tip').description('tips from outside: Meld Misdaad Anoniem, Watch Nederland, mailbox');
tip
  .command('add')
  .description('keep a tip as keyed hashes, and screen the ads it is about again')
  .requiredOption('--source <source>', tipSource.options.join(', '))
  .requiredOption('--received <day>', 'day on which it came in, YYYY-MM-DD')
  .option('--phone <number>', 'telephone number it is about')
  .option('--email <address>', 'e-mail address it is about')
  .option('--url <url>', 'address of the ad it is about')
  .option('--ad <number>', 'number of a stored ad it is about')
  .option('--note <text>', 'what the tip says; no more than is needed')
  .action((options: TipOptions) => addTip(settings(), terminal, options));
tip.command('list').action(() => listTips(settings(), terminal));
tip
  .command('undo <number>')
  .description('take a tip back; it no longer counts')
  .action((id: string) => undoTip(settings(), terminal, id));

const account = program.command('account').description('accounts of people');
account.command('list').action(() => listAccounts(settings(), terminal));
account
  .command('add <name>')
  .description('add an account and print its first password')
  .requiredOption('--role <role>', 'ketenregisseur, beheerder or auditor')
  .action((name: string, options: { role: string }) => addAccount(settings(), terminal, name, options.role));
account
  .command('reset <name>')
  .description('print a new password; the old one stops working')
  .action((name: string) => resetAccount(settings(), terminal, name));

program
  .command('report')
  .description('nature and extent over a period, as JSON')
  .option('--from <day>', 'first day, YYYY-MM-DD')
  .option('--to <day>', 'last day, YYYY-MM-DD')
  .action((options: { from?: string; to?: string }) => report(settings(), terminal, options));
program
  .command('errors')
  .description('list every error code with its exit code and meaning')
  .action(() => printErrors(terminal));
program
  .command('verify')
  .description('check the chain of the audit log, and every page kept as evidence')
  .action(() => verify(settings(), terminal));

const ad = program.command('ad').description('single ads');
ad.command('add [source]')
  .description('add one ad that a person has opened; nothing is fetched. [source] may be - for standard input')
  .requiredOption('--url <url>', 'where it stands')
  .requiredOption('--reason <text>', 'why it is added (aanleiding)')
  .option('--text <file>', 'its text')
  .option('--html <file>', 'its page')
  .option('--site <site>', 'the site file to read it with (default: the one whose scope covers the address)')
  .option('--title <text>', 'where the ad itself does not say so: its title')
  .option('--place <name>', 'and its place')
  .option('--age <years>', 'and the age')
  .option('--phone <number>', 'and the phone number')
  .action((source: string | undefined, options: AdAddOptions) =>
    addAd(settings(), terminal, source, options, process.stdin),
  );

const evidence = program.command('evidence').description('the pages ads were read from');
evidence
  .command('export <ad>')
  .description('write the pages of an ad as a WARC file; the audit log says so')
  .option('--out <file>', 'where to write it (default: ad-<number>.warc.gz)')
  .action((id: string, options: { out?: string }) => exportEvidence(settings(), terminal, id, options.out ?? null));
evidence
  .command('sweep')
  .description('erase the pages whose term is over')
  .action(() => sweepEvidence(settings(), terminal));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

function tell(error: unknown): number {
  // Commander has said it already; asking for help is not an error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : catalogue.USAGE.exitCode;
  terminal.complain(messageOf(error));
  if (program.opts<{ verbose?: boolean }>().verbose === true && error instanceof Error)
    terminal.complain(error.stack ?? '');
  return exitCodeOf(error);
}
