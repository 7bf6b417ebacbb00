import type { PlanColumn, PlanTransform } from '../artifacts/plan.ts';
import type { Kodeverk, Variabel } from '../catalogue/register.ts';
import type { Registeruttak, Variabelvalg, Vedtak } from '../vedtak/schema.ts';
import { isTextDate, note, resolveDelivered, type PlanContext, type ResolvedTable } from './context.ts';
import { planLife } from './life.ts';
import { planMinimisation } from './minimisation.ts';
import { describeColumn } from './sentence.ts';
import { planValidity } from './validity.ts';

/** Form of a code in each code system: structure only, since lists of every code change each year. */
const patterns: Partial<Record<Kodeverk, string>> = {
  icd10: '[A-Z][0-9]{2}(\\.?[0-9A-Z]{1,4})?',
  icpc2: '[ABDFHKLNPRSTUWXYZ][0-9]{2}(\\.[0-9]{4})?',
  ncsp: '[A-Z]{3}[0-9]{2}',
  ncmp: '[A-Z]{3,4}[0-9]{2}',
  atc: '[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?',
  kommune: '[0-9]{4}',
};

/** One variable of the decision as a delivered column; null when it was noted why it cannot be. */
export function planColumn(
  c: PlanContext,
  table: ResolvedTable,
  uttak: Registeruttak,
  valg: Variabelvalg,
  vedtak: Vedtak,
  at: string,
): PlanColumn | null {
  const variable = resolveDelivered(c, table, valg.navn, `${at}.navn`);
  if (variable === null) return null;
  const transform = planMinimisation({ c, table, variable, vedtak, at }, valg.minimering);
  if (transform === null) return null;
  checkExposure(c, variable, valg, transform, at);
  return {
    name: valg.som ?? valg.navn,
    source: variable.navn,
    ...planType(table, variable),
    life: planLife(table, variable, transform),
    validity: planValidity(c, table, variable, transform),
    transform,
    narrow: isNarrow(table, variable),
    values: variable.verdier === undefined ? null : Object.keys(variable.verdier),
    pattern: (variable.kodeverk === undefined ? undefined : patterns[variable.kodeverk]) ?? null,
    invalid: { action: valg.ugyldig ?? uttak.ugyldig, maxShare: valg.maksAndel ?? uttak.maksAndel ?? null },
    sentence: describeColumn(variable, transform, vedtak.referansedato),
  };
}

/** A date in CSV may be partial, as in any column of texts. */
function planType(table: ResolvedTable, variable: Variabel): Pick<PlanColumn, 'sourceType' | 'written'> {
  const { type, navn } = variable;
  if (isTextDate(table, variable)) return { sourceType: 'datotekst' };
  const isWritten = table.schema.layouts !== undefined && type !== 'tekst';
  const held = table.schema.columns.some((column) => column.name === navn && column.type === 'dato');
  if (!isWritten) return { sourceType: type };
  return { sourceType: type === 'dato' && held ? 'datotekst' : type, written: true };
}

/** What leaves nothing of the value itself. */
const HIDING: readonly PlanTransform['type'][] = ['mask', 'empty', 'series'];

/** What never leaves as it is: direct identifiers and free text; dates and places only with a reason. */
function checkExposure(
  c: PlanContext,
  variable: Variabel,
  valg: Variabelvalg,
  transform: PlanTransform,
  at: string,
): void {
  if (HIDING.includes(transform.type)) return;
  if (variable.art === 'direkte' || variable.art === 'fritekst') {
    if (valg.saerligGrunn === undefined) note(c, 'plan.direct-identifier', at, { variable: variable.navn });
    else note(c, 'plan.identifier-out', `${at}.saerligGrunn`, { variable: variable.navn });
    return;
  }
  const kind = exposedKind(variable);
  if (isWhole(transform, variable) && kind !== null && valg.begrunnelse === undefined)
    note(c, 'plan.needs-reason', at, { variable: variable.navn, kind });
}

/** Characters of a kommune code: a prefix as long as that is the code. */
const KOMMUNE_LENGTH = 4;

const isWhole = (transform: PlanTransform, variable: Variabel): boolean =>
  transform.type === 'keep' ||
  transform.type === 'rare' ||
  (transform.type === 'prefix' && variable.kodeverk === 'kommune' && transform.length >= KOMMUNE_LENGTH);

function exposedKind(variable: Variabel): string | null {
  if (variable.type === 'dato' || variable.type === 'tidspunkt') return 'date';
  return variable.kodeverk === 'kommune' ? 'kommune' : null;
}

/** Signed types of at most 32 bits, by their names in Parquet and Arrow. */
const NARROW = /^(INT32( INT_(8|16|32))?|Int(8|16|32)|Uint(8|16))$/;

const isNarrow = (table: ResolvedTable, variable: Variabel): boolean =>
  variable.type === 'heltall' &&
  NARROW.test(table.schema.columns.find((column) => column.name === variable.navn)?.nativeType ?? '');
