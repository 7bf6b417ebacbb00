import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { unpackPackage } from '../../src/package/unpack.ts';
import { prepare } from '../../src/pipeline.ts';
import { demoDecision, demoIdentity } from '../cli/demo-decision.ts';
import { openPlaces } from '../cli/place.ts';
import { runTool } from '../crypto/run-tool.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';
import { settingsIn, worldAt } from '../cli/test-run.ts';

const root = temporaryFolder();
const extracts = fileURLToPath(new URL('../../fixtures/demo/uttrekk', import.meta.url));
const validator = fileURLToPath(new URL('validate-crate.py', import.meta.url));
const places = await openPlaces();

/** Delivers the demo in a format, and unpacks it. */
async function deliver(changes: Readonly<Record<string, unknown>>): Promise<string> {
  const place = places(extracts, demoDecision(changes));
  const made = await prepare(
    settingsIn(place),
    worldAt(() => new Date('2026-06-01T12:00:00Z')),
  );
  const ut = join(mkdtempSync(join(root, 'd-')), 'klartekst');
  const allowedSigners = readFileSync(join(place.state, 'avsendere'), 'utf8');
  await unpackPackage(made.package ?? '', {
    allowedSigners,
    identity: readFileSync(demoIdentity, 'utf8'),
    ut,
  });
  return ut;
}

const csv = await deliver({ 'utlevering.format': 'csv', 'utlevering.skilletegn': 'komma' });
const parquet = await deliver({});

interface Report {
  readonly valid: boolean;
  readonly errors: readonly unknown[];
  readonly tasks: readonly {
    readonly valid: boolean;
    readonly stats: { readonly rows: number };
    readonly errors: readonly { readonly type: string; readonly fieldName?: string }[];
  }[];
}

/** What frictionless says of a delivery; it ends with 1 where something is not valid. */
function validatePackage(folder: string): Report {
  const script =
    'import json, sys; from frictionless import validate; print(validate(sys.argv[1]).to_json())';
  return JSON.parse(
    runTool('python3', ['-c', script, join(folder, 'datapackage.json')]).toString(),
  ) as Report;
}

describe('frictionless of PyPI', () => {
  it('finds every row of a delivery in CSV as datapackage.json says: fields, types, missing values, size and hash', () => {
    const report = validatePackage(csv);
    expect(report).toMatchObject({ valid: true, errors: [] });
    expect(report.tasks.map((task) => task.stats.rows > 100)).toEqual([true, true, true]);
  });

  it('tells where a delivery is no longer as it was described', () => {
    const changed = join(mkdtempSync(join(root, 'c-')), 'endret');
    cpSync(csv, changed, { recursive: true });
    const file = join(changed, 'data', 'dar_doedsfall_0000.csv');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n\d+,/, '\nx,'));
    const { valid, tasks } = validatePackage(changed);
    expect(valid).toBe(false);
    const types = tasks.flatMap((task) => task.errors.map((error) => error.type));
    expect(new Set(types)).toEqual(new Set(['hash-count', 'byte-count', 'type-error']));
  });

  it('accepts the description of a delivery in Parquet', () => {
    const script =
      'import sys; from frictionless import Package; print(len(Package.from_descriptor(sys.argv[1]).resources))';
    const file = join(parquet, 'datapackage.json');
    expect(runTool('python3', ['-c', script, file]).toString().trim()).toBe('3');
  });
});

/**
 * Recommended, and not known to the program: funders (49.0), addresses of organisations, persons and terms on the web and
 * how to reach them (85.0 to 93.0), and the web address of its own source, which is published nowhere (61.1, 67.0, 68.1).
 */
const UNKNOWN = new Set([
  ...['49.0', '61.1', '67.0', '68.1', '85.0', '86.2', '89.0', '90.1', '91.0', '93.0'].map(
    (check) => `ro-crate-1.2_${check}`,
  ),
  'ro-crate-1.1_31.2',
]);

interface Issue {
  readonly check: { readonly identifier: string };
}

describe('roc-validator of PyPI', () => {
  const validate = (folder: string, profile = 'ro-crate-1.2'): readonly Issue[] => {
    const report = join(mkdtempSync(join(root, 'r-')), 'report.json');
    const quiet = ['-y', 'validate', folder, '--no-paging', '--no-cache', '-p', profile];
    const output = ['-l', 'recommended', '-f', 'json', '-o', report];
    runTool('sh', ['-c', 'python3 "$@" || true', 'sh', validator, ...quiet, ...output]);
    const { issues } = JSON.parse(readFileSync(report, 'utf8')) as { readonly issues: readonly Issue[] };
    return issues.filter(({ check }) => !UNKNOWN.has(check.identifier));
  };

  it('finds the RO-Crate of a delivery to be as version 1.2 demands and recommends, with every file in its place', () => {
    expect(validate(csv)).toEqual([]);
    expect(validate(parquet)).toEqual([]);
  });

  it('finds the source of the program to be the Workflow RO-Crate that deliveries say it is', () => {
    const source = mkdtempSync(join(root, 's-'));
    const here = fileURLToPath(new URL('../..', import.meta.url));
    for (const file of ['ro-crate-metadata.json', 'README.md', 'src/pipeline.ts', 'src/ARCHITECTURE.md'])
      cpSync(join(here, file), join(source, file));
    expect(validate(source, 'workflow-ro-crate-1.0')).toEqual([]);
  });

  it('tells where the crate lists what is not there', () => {
    const changed = join(mkdtempSync(join(root, 'c-')), 'endret');
    cpSync(csv, changed, { recursive: true });
    const file = join(changed, 'ro-crate-metadata.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('dokumentasjon/risiko.html', 'borte.html'));
    expect(JSON.stringify(validate(changed))).toContain('borte.html');
  });
});
