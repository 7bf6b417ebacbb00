import type { Kodeverk } from '../catalogue/variabel.ts';
import { diagnoses } from './diagnoses.ts';
import { medicines } from './medicines.ts';
import type { CodeGroup } from './weighted-codes.ts';

type Sex = CodeGroup['sex'];
type Age = CodeGroup['age'];

const everyone: Sex = [1, 1];
const allAges: Age = [1, 1, 1, 1];
const adults: Age = [0.1, 1, 1, 1];
const older: Age = [0.02, 0.3, 1, 1.5];
/** Nobody has none of these codes, so that each stratum can draw one. */
const men: Sex = [1, 0.001];
const women: Sex = [0.001, 1];

const group = (weight: number, sex: Sex, age: Age, codes: string): CodeGroup => ({ weight, sex, age, codes });
const alike = (codes: string): readonly CodeGroup[] => [group(1, everyone, allAges, codes)];

const icpc2: readonly CodeGroup[] = [
  group(10, everyone, allAges, 'A03 A04 A97 A98 A85 A92 A78 A77'),
  group(12, everyone, allAges, 'R05 R74 R75 R78 R80 R81 R95 R96 R97 R02'),
  group(12, everyone, adults, 'L02 L03 L08 L15 L84 L86 L88 L89 L90 L92 L18'),
  group(9, everyone, older, 'K86 K74 K77 K78 K87 K90 K92 K75'),
  group(7, everyone, older, 'T90 T93 T86 T82 T92 T89'),
  group(10, everyone, adults, 'P76 P74 P06 P01 P03 P70 P82 P15 P17 P02'),
  group(6, everyone, allAges, 'D01 D02 D06 D12 D73 D84 D87 D75'),
  group(6, everyone, allAges, 'S77 S87 S88 S74 S03 S10 S91 S06 S18'),
  group(5, everyone, older, 'U71 U95 U01 U02'),
  group(4, women, adults, 'W11 W78 W90 W10 X11 X76 X87'),
  group(3, men, older, 'Y85 Y77 Y06 Y07'),
  group(4, everyone, allAges, 'H71 H70 H81 F70 F92 N01 N17 N79 N89'),
  group(3, everyone, adults, 'Z01 Z05 Z12 Z29'),
];

const topography: readonly CodeGroup[] = [
  group(9, [0.008, 1], older, 'C504 C509 C508 C502 C505'),
  group(8, men, older, 'C619'),
  group(8, everyone, older, 'C187 C209 C180 C182 C189 C184 C199'),
  group(6, everyone, older, 'C341 C343 C349 C340'),
  group(6, everyone, older, 'C445 C443 C446 C447'),
  group(4, everyone, allAges, 'C421 C779 C719 C712'),
  group(4, everyone, older, 'C679 C649 C250 C169 C220 C159'),
];

/** Codes of each system but those of places and providers: common ones with plausible, not measured, weights. */
const samples: Partial<Record<Kodeverk, readonly CodeGroup[]>> = {
  icd10: diagnoses,
  atc: medicines,
  icpc2,
  'icdo3-topografi': topography,
  'icdo3-morfologi': alike('81403 85003 80703 85203 81303 87203 80463 96803 98233 94403 82603 80413'),
  ncsp: alike(
    'NFB20 NGB20 NFB40 NGB40 FNG05 FNG02 FNC30 JEA01 JKA21 LCD01 MCA10 HAC25 CJE20 JFB30 KED22 ABC16',
  ),
  ncmp: alike('WBOC05 WBGC05 GXAV01 IXAA00 OXDE00 RXGD00 FPGX00 WLA100 ZXA005 REAB00'),
  ncrp: alike('SAA0AK SCC0AD SGD0AM SNG0AG SAB0AK SJK0AD SNA0AG SXA0AK'),
  drg: alike('14A 14B 88 89 90 127 138 139 209D 372 373 430B 462A 801O 905A 923O'),
  nlk: alike('NPU02319 NPU27300 NPU19748 NPU04998 NPU03568 NPU03429 NPU18016 NPU01566 NPU58453 NPU01443'),
  meddra: alike('10019211 10037660 10016256 10028813 10013573 10037844 10037087 10047700 10012735 10013968'),
  sysvak: alike('INF25 BNT03 MOD01 MMR01 DTP06 HPV02 PKV02 ROT01 HEB01 BCG01 TBE01 HEA01'),
  land: alike('NOR SWE POL DNK LTU GBR DEU SOM ESP SYR PAK PHL THA USA ERI'),
  nus2000: alike('201199 301199 401102 455106 551101 601199 641104 661112 699999 741101 763101 769903'),
  styrk08: alike('2221 5322 2341 5223 5131 9112 2310 2512 7115 8332 4110 3323 1420 2330 2111'),
};

/**
 * The groups of a code system, for ICD-10 those of its letters alone where some are named; undefined where codes are no
 * matter of weights (places, providers).
 */
export function codeGroups(system: Kodeverk, letters: string | undefined): readonly CodeGroup[] | undefined {
  const groups = samples[system];
  if (system !== 'icd10' || letters === undefined) return groups;
  const kept = groups?.map((g) => ({ ...g, codes: codesWith(g.codes, letters) }));
  return kept?.filter((g) => g.codes !== '').map((g) => ({ ...g, age: g.age.map(some) as unknown as Age }));
}

const codesWith = (codes: string, letters: string): string =>
  codes
    .split(' ')
    .filter((code) => letters.includes(code.charAt(0)))
    .join(' ');

const some = (weight: number): number => Math.max(weight, 0.001);
