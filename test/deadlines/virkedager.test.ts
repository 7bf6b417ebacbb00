import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '../../src/deadlines/calendar.ts';
import { easterSunday, holidaysOf } from '../../src/deadlines/holidays.ts';
import { addVirkedager, virkedagerBetween } from '../../src/deadlines/virkedager.ts';

/** Easter Sundays as almanacs list them, with the earliest and latest there can be. */
const easters = {
  1818: '1818-03-22',
  1943: '1943-04-25',
  2000: '2000-04-23',
  2008: '2008-03-23',
  2011: '2011-04-24',
  2019: '2019-04-21',
  2023: '2023-04-09',
  2024: '2024-03-31',
  2025: '2025-04-20',
  2026: '2026-04-05',
  2027: '2027-03-28',
  2038: '2038-04-25',
  2049: '2049-04-18',
  2076: '2076-04-19',
};

describe('holidays', () => {
  it.each(Object.entries(easters))('Easter Sunday of %s is %s', (year, date) => {
    expect(dateOf(easterSunday(Number(year)))).toBe(date);
  });

  it('of 2026 are those of the almanac', () => {
    expect([...holidaysOf(2026)].sort((a, b) => a - b).map(dateOf)).toEqual([
      ...['2026-01-01', '2026-04-02', '2026-04-03', '2026-04-05', '2026-04-06', '2026-05-01'],
      ...['2026-05-14', '2026-05-17', '2026-05-24', '2026-05-25', '2026-12-25', '2026-12-26'],
    ]);
  });

  it('of 2008 are eleven, since Ascension fell on 1 May', () => {
    expect(holidaysOf(2008).size).toBe(11);
  });
});

describe('virkedager', () => {
  it('do not count the day they run from, Sundays, holidays, or Saturdays where these are free', () => {
    expect(addVirkedager('2026-04-01', 1, 'virkedag')).toBe('2026-04-04');
    expect(addVirkedager('2026-04-01', 1, 'fridag')).toBe('2026-04-07');
    expect(addVirkedager('2026-12-24', 1, 'virkedag')).toBe('2026-12-28');
    expect(addVirkedager('2026-12-30', 2, 'fridag')).toBe('2027-01-04');
  });

  it('count 24 December and 31 December, which are no public holidays', () => {
    expect(addVirkedager('2026-12-23', 1, 'virkedag')).toBe('2026-12-24');
    expect(addVirkedager('2026-12-30', 1, 'virkedag')).toBe('2026-12-31');
  });

  const date = fc.integer({ min: dayOf('2000-01-01'), max: dayOf('2060-12-31') }).map(dateOf);
  const saturday = fc.constantFrom('virkedag' as const, 'fridag' as const);

  it('between a date and the nth virkedag after it are n', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 80 }), saturday, (from, count, reading) => {
        expect(virkedagerBetween(from, addVirkedager(from, count, reading), reading)).toBe(count);
      }),
    );
  });

  it('counted with Saturdays end no later than without', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 80 }), (from, count) => {
        expect(addVirkedager(from, count, 'virkedag') <= addVirkedager(from, count, 'fridag')).toBe(true);
      }),
    );
  });
});
