import { Option, type Command } from 'commander';
import { withJson } from './with-json.ts';

/** The risk of a file of any origin. */
export function addRisk(program: Command): void {
  withCoarsening(withJson(program.command('risk')))
    .description('risk of any Parquet, Arrow or CSV file; ends with 14 where a demand is not met')
    .requiredOption('--data <file>', 'file to measure')
    .requiredOption('--kvasi <columns>', 'quasi-identifiers, separated by commas')
    .option('--sensitiv <columns>', 'sensitive columns')
    .option('--person <column>', 'column that names the person; without it each row is one')
    .option('--vekt <column>', 'sampling weights: how many of the population a row stands for')
    .option('--husholdning <column>', 'household or other group that is found together')
    .option('--hendelse <columns>', 'columns of an event that an attacker may know')
    .option('--m <n>', 'events that an attacker knows, 1 or 2 (default: 1)')
    .option('--populasjon <file>', 'file with the same quasi-identifiers for the population')
    .option('--populasjon-antall <n>', 'size of the population, for population uniques')
    .option('--k <n>', 'demand: at least n in each class')
    .option('--l <n>', 'demand: l-diversity of each sensitive column')
    .option('--t <x>', 'demand: t-closeness of each sensitive column')
    .option('--terskel <x>', 'risk above which a person is at risk (default: 1/k, or 0.2)')
    .addOption(choice('--l-type <type>', 'l that is demanded', ['distinkt', 'entropi', 'rekursiv']))
    .option('--c <x>', 'c of recursive (c,l)-diversity', '2')
    .addOption(choice('--avstand <distance>', 't that is demanded', ['lik', 'ordnet', 'hierarkisk']))
    .option(
      '--hierarki <column=file...>',
      'hierarchy of a column (CSV as ARX writes it); of a quasi-identifier: search for the least coarsening',
    )
    .addOption(choice('--logaritme <base>', 'logarithm of delta-disclosure', ['2', 'e']))
    .addOption(
      choice('--mangler <policy>', 'a missing value is a value, a wildcard, or leaves the row out', [
        'kategori',
        'jokertegn',
        'utelat',
      ]),
    )
    .option('--alfa <x>', 'what a match by wildcard counts', '1')
    .option(
      '--undertrykt <text>',
      'rows with this text in every quasi-identifier are suppressed, and left out',
    )
    .addOption(choice('--individuell <method>', 'individual risk', ['eksakt', 'tilnaermet']))
    .option('--suda', 'combinations that single records out, SUDA and DIS scores')
    .option('--suda-maks <n>', 'largest combination (default: all columns)')
    .addOption(choice('--suda-poeng <scoring>', 'scoring of SUDA', ['elliot', 'ihsn']))
    .option('--dis-andel <x>', 'sampling fraction of the DIS score', '0.01')
    .option('--delmengder', 'distinction and separation of every set of quasi-identifiers')
    .option(
      '--rapport <file>',
      'write the figures as a page (.html) or as data (.json), small counts left out',
    )
    .addOption(choice('--spraak <lang>', 'language of the page', ['nb', 'en']))
    .option('--minne <size>', 'memory budget, such as 1500MB or 4GB (default: a quarter of the machine)')
    .option('--traader <n>', 'threads of DuckDB (default: the cores of the machine)')
    .addHelpText(
      'after',
      '\nExample:\n  $ tilrette risk --data uttrekk.parquet --kvasi alder,kjoenn,kommune --person loepenummer --k 5',
    )
    .action(async (options: unknown) => (await import('./commands/risk.ts')).riskCommand(options));
}

/** What may be done about the risk: coarser levels, or fewer cells. */
function withCoarsening(command: Command): Command {
  return command
    .option(
      '--maks-undertrykking <share>',
      'largest share that the least coarsening may suppress (default: 0)',
    )
    .addOption(
      new Option('--tap <measure>', 'what the least coarsening loses least of (default: loss)').choices([
        ...['loss', 'aecs', 'discernibility', 'precision', 'entropy', 'height'],
      ]),
    )
    .option(
      '--maks-unike <share>',
      'demand on the least coarsening: largest share of the population estimated to be unique (--populasjon-antall)',
    )
    .option('--maks-tid <seconds>', 'end the search then, and state how far from the least it may be')
    .addOption(
      new Option(
        '--lokal-undertrykking <rule>',
        'cells to suppress instead: klasse (an empty cell equals empty cells only) or jokertegn (it equals anything)',
      ).choices(['klasse', 'jokertegn']),
    );
}

/** An option with few values, the first of which is the default. */
const choice = (flags: string, text: string, values: readonly string[]): Option =>
  new Option(flags, text).choices(values).default(values[0]);
