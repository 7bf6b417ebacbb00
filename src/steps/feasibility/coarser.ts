import type { Catalogue, Variabel } from '../../catalogue/register.ts';
import type { Minimering, Variabelvalg, Vedtak } from '../../vedtak/schema.ts';

/** Combinations that are measured, the draft's own among them. */
export const MOST = 24;

/**
 * The draft at every combination of levels of its quasi-identifiers, least coarse first: those that `generaliser` allows, and where
 * it names none for a variable, wider bands, helseregion for fylke, and the higher levels of a code system.
 */
export function coarserDrafts(vedtak: Vedtak, catalogue: Catalogue): readonly Vedtak[] {
  const ladders = vedtak.anonymitet.kvasi.flatMap((quasi) => {
    const found = findChoice(vedtak, catalogue, quasi);
    return found === undefined ? [] : [laddersOf(vedtak, quasi, found)];
  });
  return [...combinations(ladders)]
    .sort((a, b) => coarsenessOf(a) - coarsenessOf(b))
    .map((levels) => levels.reduce(withLevel, vedtak));
}

interface Choice {
  readonly valg: Variabelvalg;
  readonly variable: Variabel;
}

/** One level of one variable; 0 is the draft's own. */
interface Level {
  readonly level: number;
  readonly valg: Variabelvalg;
  readonly minimering: Minimering | undefined;
}

function findChoice({ registre }: Vedtak, catalogue: Catalogue, quasi: string): Choice | undefined {
  const [register = '', tabell = '', name = ''] = quasi.split('.');
  const valg = registre
    .find((r) => r.register === register && r.tabell === tabell)
    ?.variabler.find((v) => (v.som ?? v.navn) === name);
  const table = catalogue.get(register)?.tabeller.find((t) => t.id === tabell);
  const variable = table?.variabler.find((v) => v.navn === valg?.navn);
  return valg === undefined || variable === undefined ? undefined : { valg, variable };
}

function laddersOf(vedtak: Vedtak, quasi: string, { valg, variable }: Choice): readonly Level[] {
  const named = vedtak.anonymitet.generaliser.find((g) => g.variabel === quasi)?.nivaaer;
  const coarser = named ?? (valg.minimering === undefined ? [] : coarserThan(valg.minimering, variable));
  return [valg.minimering, ...coarser].map((minimering, level) => ({ level, valg, minimering }));
}

function coarserThan(m: Minimering, { kodeverk }: Variabel): readonly Minimering[] {
  if (m.type === 'aldersgruppe')
    return m.bredde === undefined ? [] : wider(m.bredde, [10, 20]).map((bredde) => ({ ...m, bredde }));
  if (m.type === 'foedselsaar') return wider(m.bredde ?? 1, [5, 10]).map((bredde) => ({ ...m, bredde }));
  if (m.type === 'fylke') return [{ ...m, type: 'region', inndeling: 'helseregion' }];
  if (m.type === 'dato')
    return after<typeof m.nivaa>(['maaned', 'kvartal', 'aar'], m.nivaa).map((nivaa) => ({ ...m, nivaa }));
  return m.type === 'kode' ? codeLevels(kodeverk, m.nivaa).map((nivaa) => ({ ...m, nivaa })) : [];
}

type CodeLevel = Extract<Minimering, { type: 'kode' }>['nivaa'];

function codeLevels(kodeverk: Variabel['kodeverk'], level: CodeLevel): readonly CodeLevel[] {
  if (kodeverk === 'icd10') return after<CodeLevel>(['kategori', 'blokk', 'kapittel'], level);
  if (kodeverk === 'icpc2') return after<CodeLevel>(['kode', 'kapittel'], level);
  return kodeverk === 'atc' ? after<CodeLevel>([5, 4, 3, 2, 1], level).slice(0, 2) : [];
}

const wider = (width: number, widths: readonly number[]): readonly number[] =>
  widths.filter((w) => w > width && w % width === 0);

const after = <T>(levels: readonly T[], level: T): readonly T[] =>
  levels.includes(level) ? levels.slice(levels.indexOf(level) + 1) : [];

const combinations = (ladders: readonly (readonly Level[])[]): readonly (readonly Level[])[] =>
  ladders.reduce<readonly (readonly Level[])[]>(
    (all, ladder) => all.flatMap((one) => ladder.map((level) => [...one, level])),
    [[]],
  );

const coarsenessOf = (levels: readonly Level[]): number => levels.reduce((sum, { level }) => sum + level, 0);

const withLevel = (vedtak: Vedtak, { valg, minimering }: Level): Vedtak => ({
  ...vedtak,
  registre: vedtak.registre.map((uttak) => ({
    ...uttak,
    variabler: uttak.variabler.map((v) => (v === valg ? { ...v, minimering } : v)),
  })),
});
