import { describe, expect, it } from 'vitest';
import { caseDeadlineSchema } from '../../src/artifacts/deadlines.ts';
import { renderCaseDeadline, renderRecorded } from '../../src/cli/render-deadlines.ts';
import { caseDeadline, type CaseFacts } from '../../src/deadlines/case-deadline.ts';
import { recordedDeadlines } from '../../src/deadlines/recorded-deadlines.ts';
import type { RunSummary } from '../../src/ledger/summarise-ledger.ts';

const facts: CaseFacts = {
  registers: 1,
  soeknadKomplett: '2026-08-03',
  rek: undefined,
  decided: '2026-09-14',
  today: '2026-09-15',
};
const deadline = (changes: Partial<CaseFacts> = {}) => caseDeadline({ ...facts, ...changes }, 'fridag');

describe('the deadline of a case', () => {
  it('is 30 virkedager for one register and 60 when several are linked', () => {
    expect(deadline()).toMatchObject({ virkedager: 30, due: '2026-09-14' });
    expect(deadline({ registers: 3 })).toMatchObject({ virkedager: 60, due: '2026-10-26' });
  });

  it('runs from the complete application, but never before the approval by REK', () => {
    expect(deadline({ rek: '2026-05-04' })).toMatchObject({ from: '2026-08-03', because: 'soeknadKomplett' });
    expect(deadline({ rek: '2026-08-10' })).toMatchObject({ from: '2026-08-10', because: 'rek' });
  });

  it('tells what was left at the decision and what is left today, less than none when late', () => {
    expect(deadline()).toMatchObject({ leftAtDecision: 0, left: -1 });
    expect(renderCaseDeadline(deadline())).toContain('late by 1 virkedager');
    expect(deadline({ decided: '2026-09-11', today: '2026-09-11' })).toMatchObject({
      leftAtDecision: 1,
      left: 1,
    });
  });

  it('is not known before the application is complete', () => {
    expect(deadline({ soeknadKomplett: undefined })).toBeNull();
    expect(renderCaseDeadline(null)).toContain('not known');
  });

  it('has the form it promises', () => {
    expect(caseDeadlineSchema.parse(deadline())).toEqual(deadline());
  });
});

const run = (changes: Partial<RunSummary>): RunSummary => ({
  run: 'r1',
  saksnummer: '26/1',
  started: '2026-01-02T10:00:00Z',
  at: '2026-01-02T10:01:00Z',
  outcome: 'delivered',
  codes: [],
  package: null,
  manifest: null,
  databruker: null,
  mottakere: [],
  persons: 3,
  slettes: null,
  gyldigTil: null,
  keyFiles: [],
  received: null,
  deleted: null,
  breach: null,
  ...changes,
});
const due = (changes: Partial<RunSummary>, today = '2026-06-01') =>
  recordedDeadlines([run(changes)], today, null).map(({ what, due: date, days }) => [what, date, days]);

describe('what the record says is to come', () => {
  it('is the deletion until it is confirmed, also when it is overdue', () => {
    expect(due({ slettes: '2026-05-31' })).toEqual([['slettes', '2026-05-31', -1]]);
    expect(due({ slettes: '2026-05-31', deleted: '2026-05-30' })).toEqual([]);
    expect(renderRecorded(recordedDeadlines([run({ slettes: '2026-05-31' })], '2026-06-01', null))).toContain(
      '1 day ago',
    );
  });

  it('is the end of the three weeks for a complaint, from the receipt', () => {
    expect(due({ received: '2026-05-20' })).toEqual([['klage', '2026-06-10', 9]]);
    expect(due({ received: '2026-05-10' })).toEqual([]);
  });

  it('is the last day of a decision that is still valid', () => {
    expect(due({ gyldigTil: '2026-06-01' })).toEqual([['gyldigTil', '2026-06-01', 0]]);
    expect(due({ gyldigTil: '2026-05-31' })).toEqual([]);
  });

  it('is the day on which the 72 hours to tell of a breach end, until it is over', () => {
    expect(due({ breach: '2026-05-30T21:00:00.000Z' })).toEqual([['avvik', '2026-06-02', 1]]);
    expect(due({ breach: '2026-05-28T21:59:00.000Z' })).toEqual([]);
  });

  it('is today for what is out under a decision that is withdrawn, until its deletion is confirmed', () => {
    const out = (changes: Partial<RunSummary>) =>
      recordedDeadlines([run(changes)], '2026-06-01', '26/00001').map(({ what, days }) => [what, days]);
    expect(out({ saksnummer: '26/00001' })).toEqual([['trukket', 0]]);
    expect(out({ saksnummer: '26/00001', deleted: '2026-05-30' })).toEqual([]);
    expect(out({ saksnummer: '26/00002' })).toEqual([]);
    expect(out({ saksnummer: '26/00001', outcome: 'refused' })).toEqual([]);
  });

  it('is nothing for a run that delivered nothing', () => {
    expect(due({ outcome: 'refused', slettes: '2026-07-01' })).toEqual([]);
    expect(renderRecorded([])).toBe('The record holds no date to come.\n');
  });
});
