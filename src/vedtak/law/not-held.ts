/** A rule that the program does not hold, and why. */
interface NotHeld {
  readonly code: string;
  readonly title: string;
  readonly why: string;
}

const OPEN = 'a statement of the sources: there is nothing to hold a decision against';
const USER = 'a duty of others, after or beside the delivery';

/** The rules that neither a decision file nor the catalogue can be held against. */
export const notHeld: readonly NotHeld[] = [
  {
    code: 'A8',
    title: 'Same project and data decided both by Helsedataservice and under an exception',
    why: 'a decision file knows nothing of decisions that others have made',
  },
  {
    code: 'M7',
    title: 'Decision requires an analysis room',
    why: 'the channel is recorded as decided; where a finished package is taken, the program does not see',
  },
  {
    code: 'M13',
    title: 'No source sets a numeric threshold',
    why: 'k is taken from the decision, and there is none to hold it against',
  },
  { code: 'C9', title: 'Four functions of consent kept apart', why: OPEN },
  { code: 'D7', title: 'Where a complaint is sent', why: OPEN },
  { code: 'D8', title: 'Who may complain', why: OPEN },
  {
    code: 'D9',
    title: 'What may be complained of',
    why: 'the sources contradict each other on delegated minimisation',
  },
  { code: 'D10', title: '72 hours to notify a breach', why: USER },
  { code: 'D12', title: 'Requests from the registered answered within one month', why: USER },
  { code: 'O2', title: 'The content of the § 19 h overview', why: 'not given in the sources' },
  {
    code: 'O7',
    title: 'Payment may cover actual cost only',
    why: 'the time of people is not measured by the program',
  },
  { code: 'S5', title: 'Anonymising instead of erasing', why: USER },
  {
    code: 'S6',
    title: 'Reuse for another purpose',
    why: 'another purpose is another decision file, which is held against every rule here',
  },
  { code: 'U1', title: 'EU and EEA: no extra requirement', why: OPEN },
];
