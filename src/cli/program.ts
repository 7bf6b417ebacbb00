import { Command, CommanderError, Option } from 'commander';
import { exitCodes } from '../errors/stages.ts';
import { addKeys } from './add-keys.ts';
import { addLinkage } from './add-linkage.ts';
import { addNightly } from './add-nightly.ts';
import { addRisk } from './add-risk.ts';
import { PROGRAM } from './version.ts';
import { withJson } from './with-json.ts';

/** Options of every command that reads a decision. */
const withVedtak = (command: Command): Command =>
  command
    .requiredOption('--vedtak <file>', 'the decision file')
    .option('--uttrekk <folder>', 'the extracts (default: uttrekk/ beside the decision file)');

/** The sources leave open whether Saturday is a virkedag. */
const withSaturday = (command: Command): Command =>
  command.addOption(
    new Option('--loerdag <reading>', 'whether Saturday counts among the virkedager')
      .choices(['virkedag', 'fridag'])
      .default('virkedag', 'virkedag, the reading that ends first'),
  );

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/**
 * Runs one command line; sets the exit status and never ends the process itself. Each command's code is loaded only when
 * it is called, so that `--help` starts at once.
 */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const program = new Command('tilrette')
    .description(
      'Prepares health-register data for disclosure: from a vedtak to an encrypted, signed, recorded delivery.',
    )
    .version(PROGRAM.versjon)
    .exitOverride()
    .showHelpAfterError('(--help shows what the command takes)')
    .hook('preAction', async (_, command) => {
      refuseEmpty(command);
      await import('./plain-schemas.ts');
    });
  addDelivery(program);
  addRecipient(program);
  addForvalter(program);
  addVedtak(program);
  addNightly(program);
  addRisk(program);
  addLinkage(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) await refuseUsage(argv, error.message);
  }
}

/** What may be empty: a text to be looked for. */
const MAY_BE_EMPTY = new Set(['undertrykt']);

/** An empty path would be the folder one stands in: a variable of a script that was not set, more likely than meant. */
function refuseEmpty(command: Command): void {
  const empty = Object.entries(command.opts()).find(
    ([name, value]) => value === '' && !MAY_BE_EMPTY.has(name),
  );
  const option = command.options.find((known) => known.attributeName() === empty?.[0]);
  if (option !== undefined) command.error(`error: option '${option.flags}' is empty`);
  if (command.args.includes('')) command.error('error: an argument is empty');
}

/** Commander has told a person by now; a machine that asked for a document gets one. */
async function refuseUsage(argv: readonly string[], message: string): Promise<void> {
  process.exitCode = exitCodes.usage;
  if (!argv.includes('--json')) return;
  const { usageDocument } = await import('./usage-document.ts');
  process.stdout.write(`${JSON.stringify(usageDocument(argv[0] ?? 'tilrette', message))}\n`);
}

function addDelivery(program: Command): void {
  withJson(withVedtak(program.command('prepare')))
    .description('the main job: prepare the delivery that a decision grants')
    .option('--ut <folder>', 'where the package is put', 'ut')
    .option('--minne <size>', 'memory budget, such as 1500MB or 4GB (default: a quarter of the machine)')
    .option('--traader <n>', 'threads of DuckDB (default: the cores of the machine)')
    .option('--passord-fil <file>', 'new file for the password of kryptering passord (default: shown once)')
    .option('--profil', 'print seconds by step')
    .option('--utfoert-av <name>', 'who prepares the delivery, for the record (default: TILRETTE_UTFOERT_AV)')
    .option('--tidsbruk <minutes>', 'time spent by hand, for the record and the invoice')
    .option('--retter <run>', 'the run whose delivery this one replaces')
    .option(
      '--gjenskap <run>',
      'make the delivery of a run again and show that it is equal; publishes nothing',
    )
    .option(
      '--med-mindre-levert-siden <time>',
      'deliver nothing where the record has this decision delivered into --ut since then (batch asks for it)',
    )
    .option(
      '--vent-godkjenning',
      'wait with publication until another person has approved (tilrette godkjenn)',
    )
    .option('--bekreft <answer>', 'answer a warning: "CODE=text" (repeatable, recorded)', collect, [])
    .option('--bekreftet-av <name>', 'who answers the warnings')
    .addHelpText('after', '\nExample:\n  $ tilrette prepare --vedtak fixtures/demo/decision.json')
    .action(async (options: unknown) => (await import('./commands/prepare.ts')).prepareCommand(options));
  withJson(withSaturday(withVedtak(program.command('check'))))
    .description('check a decision rule by rule, and the extracts where given; nothing is run')
    .option('--markdown', 'the assessment for the case file')
    .addHelpText('after', '\nExample:\n  $ tilrette check --vedtak decision.json --uttrekk uttrekk/')
    .action(async (options: unknown) => (await import('./commands/check.ts')).checkCommand(options));
  withJson(withVedtak(program.command('plan')))
    .description('what would be delivered, and by which SQL; nothing is run')
    .option('--sql', 'print the SQL')
    .addHelpText('after', '\nExample:\n  $ tilrette plan --vedtak decision.json --sql')
    .action(async (options: unknown) => (await import('./commands/plan.ts')).planCommand(options));
}

function addRecipient(program: Command): void {
  withJson(program.command('verify').argument('<package>'))
    .description('verify signature, order and completeness of a package; no secret needed')
    .option('--avsendere <file>', 'allowed_signers file (default: the senders known in the state directory)')
    .addHelpText(
      'after',
      '\nExample:\n  $ tilrette verify ut/24_01234_20261101T120000Z_1a2b3c --avsendere avsendere',
    )
    .action(async (folder: string, options: unknown) =>
      (await import('./commands/verify.ts')).verifyCommand(folder, options),
    );
  withJson(program.command('unpack').argument('<package>'))
    .description('verify a package, decrypt it, and say what to check')
    .option('--identitet <file>', 'age identity, Crypt4GH secret key or OpenPGP private key of the recipient')
    .option('--passord-fil <file>', 'file of mode 0600 with the password or passphrase (default: asked for)')
    .requiredOption('--ut <folder>', 'new or empty folder for the data')
    .option('--avsendere <file>', 'allowed_signers file (default: the senders known in the state directory)')
    .addHelpText('after', '\nExample:\n  $ tilrette unpack PACKAGE --identitet key.txt --ut data/')
    .action(async (folder: string, options: unknown) =>
      (await import('./commands/unpack.ts')).unpackCommand(folder, options),
    );
}

function addForvalter(program: Command): void {
  addKeys(program);
  withJson(program.command('oversikt'))
    .description('the record of runs and disclosures (helseregisterloven § 19 h)')
    .option('--verifiser', 'prove the chain of the record')
    .option('--csv', 'every disclosure and all that is recorded of it, for a spreadsheet')
    .option('--html', 'the same as one page')
    .addHelpText('after', '\nExample:\n  $ tilrette oversikt --html > oversikt.html')
    .action(async (options: unknown) => (await import('./commands/oversikt.ts')).overviewCommand(options));
  addRecord(program);
  withJson(program.command('registre').argument('[id]'))
    .description('the registers of the catalogue, or one with its tables, variables, code systems and levels')
    .option('--configs <folder>', 'folder with registre/ (default: the one that is shipped)')
    .addHelpText('after', '\nExample:\n  $ tilrette registre mfr')
    .action(async (id: string | undefined, options: unknown) =>
      (await import('./commands/registre.ts')).registersCommand(id, options),
    );
  withJson(withSaturday(program.command('frister')))
    .description('deadlines: of a case, and those that the record says are to come')
    .option('--vedtak <file>', 'the decision file of the case')
    .addHelpText('after', '\nExample:\n  $ tilrette frister --vedtak decision.json --loerdag fridag')
    .action(async (options: unknown) => (await import('./commands/frister.ts')).deadlinesCommand(options));
  withJson(program.command('regler'))
    .description('the rules of law: condition, paragraph, outcome, and which are not held and why')
    .option('--markdown', 'as a page')
    .addHelpText('after', '\nExample:\n  $ tilrette regler --markdown')
    .action(async (options: unknown) => (await import('./commands/regler.ts')).rulesCommand(options));
  withJson(program.command('synth'))
    .description('make synthetic registers of any size')
    .requiredOption('--personer <n>', 'number of persons')
    .requiredOption('--ut <folder>', 'folder for the files')
    .option('--register <ids>', 'registers of the catalogue, such as mfr,krg (default: four of them)')
    .option('--configs <folder>', 'folder with registre/ (default: the one that is shipped)')
    .option('--fra <year>', 'first year of events')
    .option('--til <year>', 'last year of events')
    .option('--froe <seed>', 'equal seeds give equal registers', '1')
    .option('--episoder <n>', 'mean number of npr episodes a person')
    .addOption(
      new Option('--format <format>', 'how the tables are written')
        .choices(['parquet', 'csv'])
        .default('parquet'),
    )
    .addOption(new Option('--urent', 'add the dirt that real extracts have'))
    .option('--minne <size>', 'memory of DuckDB', '4GB')
    .addHelpText('after', '\nExample:\n  $ tilrette synth --personer 100000 --ut registre/ --froe 7')
    .action(async (options: unknown) => (await import('./commands/synth.ts')).synthCommand(options));
}

/** What is recorded of a run after it was made. */
function addRecord(program: Command): void {
  withJson(program.command('kvittering').argument('<run>'))
    .description('record receipt of data and følgebrev (three weeks to complain), or a confirmed deletion')
    .option('--mottatt <date>', 'day both were received (default: today)')
    .option('--slettet-av <party>', 'who has deleted: databruker, or a party of the linkage')
    .option('--slettet <date>', 'day of the deletion (default: today)')
    .addHelpText('after', '\nExample:\n  $ tilrette kvittering 20261101T120000Z_1a2b3c --mottatt 2026-11-03')
    .action(async (run: string, options: unknown) =>
      (await import('./commands/kvittering.ts')).receiptCommand(run, options),
    );
  withJson(program.command('godkjenn').argument('<run>'))
    .description('publish a delivery that waits for a second person, or reject it')
    .requiredOption('--av <name>', 'who approves: another person than the one who prepared it')
    .option('--avvis', 'reject: the delivery is removed')
    .addHelpText('after', '\nExample:\n  $ tilrette godkjenn 20261101T120000Z_1a2b3c --av "Kari Nordmann"')
    .action(async (run: string, options: unknown) =>
      (await import('./commands/godkjenn.ts')).approveCommand(run, options),
    );
  withJson(program.command('avvik').argument('<run>'))
    .description('a breach: what left, to whom, when, and a draft notice within 72 hours')
    .option('--oppdaget <time>', 'when it was discovered, such as 2026-11-03T09:30:00Z (default: now)')
    .addHelpText('after', '\nExample:\n  $ tilrette avvik 20261101T120000Z_1a2b3c > melding.md')
    .action(async (run: string, options: unknown) =>
      (await import('./commands/avvik.ts')).breachCommand(run, options),
    );
}

function addVedtak(program: Command): void {
  const vedtak = program
    .command('vedtak')
    .description('decision files: from the letter, for sign-off, amended')
    .addHelpText('after', '\nExample:\n  $ tilrette vedtak vis decision.json');
  withJson(vedtak.command('ny'))
    .description('draft a decision file from the variable list that came with the decision')
    .requiredOption('--variabelliste <file>', 'the list, as CSV or Excel (.xlsx)')
    .option('--ut <file>', 'new file for the draft (default: stdout)')
    .option('--kolonner <pairs>', 'headings of the columns: register=Kilde,tabell=Fil,variabel=Navn')
    .option('--configs <folder>', 'folder with registre/ (default: the one that is shipped)')
    .addHelpText(
      'after',
      '\nExample:\n  $ tilrette vedtak ny --variabelliste liste.xlsx --kolonner register=Register,variabel=Variabel --ut decision.json',
    )
    .action(async (options: unknown) => (await import('./commands/vedtak.ts')).draftCommand(options));
  withJson(vedtak.command('vis').argument('<file>'))
    .description('a decision file as a page for sign-off')
    .addOption(new Option('--html <file>', 'as a new HTML file').conflicts('markdown'))
    .option('--markdown', 'as Markdown')
    .addHelpText('after', '\nExample:\n  $ tilrette vedtak vis decision.json --html vedtak.html')
    .action(async (file: string, options: unknown) =>
      (await import('./commands/vedtak.ts')).showCommand(file, options),
    );
  withJson(vedtak.command('diff').argument('<before>').argument('<after>'))
    .description('what an amendment changes, in sentences')
    .addHelpText('after', '\nExample:\n  $ tilrette vedtak diff decision.json amended.json')
    .action(async (before: string, after: string, options: unknown) =>
      (await import('./commands/vedtak.ts')).compareCommand(before, after, options),
    );
}
