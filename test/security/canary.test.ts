import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileProgram } from '../cli/compiled-program.ts';
import { readVerified } from '../cli/place.ts';
import { findMarks } from './canary.ts';
import { expectNoMarks, openMarkedPlaces } from './marked-place.ts';

const program = compileProgram();
const places = await openMarkedPlaces();

describe('no cell of a register shows outside the delivery', () => {
  test('a mark would be found where it shows', () => {
    const [first = '', second = ''] = places.marks;
    expect(places.marks.length).toBeGreaterThan(1000);
    expect(findMarks(`a text with ${first} in it, and ${second}`, places.marks)).toEqual([first, second]);
  });

  test('a delivery shows no cell in its output, its record, its manifest, or a name of a file', async () => {
    const place = places.open();
    const ended = await program.run('prepare-main', [...place.args, '--profil'], {
      cwd: place.folder,
      env: place.env,
    });
    expect(ended).toMatchObject({ status: 0 });
    expect(readdirSync(place.ut)).toHaveLength(1);
    expectNoMarks(place, ended, places.marks);
    expect((await readVerified(place.state)).map((e) => e.type)).toEqual([
      'run-started',
      'intent',
      'delivered',
    ]);
  });
});
