import type { CodeGroup } from './weighted-codes.ts';

type Age = CodeGroup['age'];
type Sex = CodeGroup['sex'];

const everyone: Sex = [1, 1];
const allAges: Age = [1, 1, 1, 1];
const adults: Age = [0.1, 1, 1, 1];
const older: Age = [0.01, 0.3, 1.3, 2];
const workingAge: Age = [0.2, 1, 0.7, 0.5];
const youngAdults: Age = [0.3, 1, 0.1, 0];

const group = (weight: number, sex: Sex, age: Age, codes: string): CodeGroup => ({ weight, sex, age, codes });

/** Medicines from pharmacies, ATC level 5: common codes with plausible, not measured, weights. */
export const medicines: readonly CodeGroup[] = [
  group(7, everyone, adults, 'A02BC02 A02BC05 A02BC01 A02BC03 A02BA02 A02BX13'),
  group(3, everyone, allAges, 'A06AD15 A06AD11 A03FA01 A06AB08 A07DA03 A07EC02 A04AA01 A03AB02 A07EA06'),
  group(
    6,
    everyone,
    older,
    'A10BA02 A10BJ06 A10BK03 A10AE04 A10BJ05 A10AB05 A10BH01 A10BK01 A10AB04 A10AE05 A10AB01',
  ),
  group(4, everyone, older, 'A11CC05 A12AX01 B03BA01 B03AA07 A12BA01 B03BB01 A11EA01 B03BA03'),
  group(10, everyone, older, 'B01AC06 B01AF02 B01AC04 B01AF01 B01AA03 B01AB04 B01AC24 B01AE07 B01AB05'),
  group(14, everyone, older, 'C10AA05 C10AA01 C10AA07 C10AX09 C10BA05 C10AA03 C10AA02'),
  group(9, everyone, older, 'C07AB02 C07AB03 C07AB07 C07AG02 C07AA05 C07AG01'),
  group(10, everyone, older, 'C08CA01 C08CA13 C08CA02 C08DB01 C08CA05 C08DA01'),
  group(
    12,
    everyone,
    older,
    'C09CA06 C09CA01 C09AA05 C09DA01 C09AA02 C09CA03 C09DA06 C09BA02 C09AA03 C09DX04',
  ),
  group(6, everyone, older, 'C03CA01 C03CA02 C03DA01 C03AA03 C01DA14 C01DA02 C01AA05 C01BC04 C01BD01'),
  group(
    4,
    everyone,
    allAges,
    'D07AC13 D07AC01 D01AC02 D07XC01 D07AB02 D02AE01 D06AX01 D07AA02 D05AX52 D10AF01',
  ),
  group(8, [0, 1], youngAdults, 'G03AA07 G03AC09 G03AA12 G03AC08 G02BA03 G03AA09 G03AB03 G02BB01'),
  group(5, [0, 1], [0, 0.3, 1.5, 0.9], 'G03CA03 G03FA01 G03CA04 G03CX01 G03FB05'),
  group(4, [1, 0], [0, 0.1, 1, 1.7], 'G04CA02 G04BE03 G04CB01 G04BE08 G04CA52'),
  group(2, [0.6, 1], older, 'G04BD12 G04BD08 G04BD11 G04BD07'),
  group(6, [0.3, 1], adults, 'H03AA01 H02AB06 H03BB02 H02AB04 H03BA02'),
  group(
    11,
    everyone,
    allAges,
    'J01CE02 J01CA08 J01FA01 J01CF01 J01AA02 J01CA04 J01EA01 J01XE01 J01FF01 J01MA02 J01XX05',
  ),
  group(2, everyone, adults, 'J05AB11 J05AB01 J07AL02 J02AC01 P01AB01 P01BA02'),
  group(
    2,
    [1, 1.3],
    older,
    'L04AX03 L02BA01 L02BG03 L02BG04 L04AB04 L02AE02 L02BG06 L04AX01 L04AA13 L02BB03',
  ),
  group(
    9,
    everyone,
    adults,
    'M01AB05 M01AE01 M01AE02 M01AH01 M01AE52 M01AC06 M01AB55 M05BA04 M04AA01 M03BA02',
  ),
  group(
    12,
    everyone,
    adults,
    'N02BE01 N02AJ06 N02AX02 N02AA05 N02AA01 N02AE01 N02AB03 N02CC01 N02CC04 N02AA55',
  ),
  group(5, everyone, adults, 'N03AX16 N03AX12 N03AX09 N03AX14 N03AF01 N03AG01'),
  group(4, everyone, workingAge, 'N05AH04 N05AX12 N05AH03 N05AX08 N05AD01 N05AA02 N05AN01'),
  group(8, [0.8, 1.2], older, 'N05CF01 N05CH01 N05CF02 N05BA01 N05BA04 N05CD02 N05BB01 N05BA12'),
  group(8, [0.7, 1.3], adults, 'N06AB10 N06AX11 N06AB06 N06AX16 N06AB04 N06AA09 N06AX21 N06AB03 N06AX03'),
  group(4, [1.6, 1], [1, 0.5, 0.03, 0], 'N06BA04 N06BA12 N06BA09 N06BA02 C02AC02'),
  group(2, everyone, older, 'N04BA02 N06DA02 N06DX01 N04BC05 N06DA03 N04BC04 N07BC01 N07BA03'),
  group(
    8,
    everyone,
    allAges,
    'R03AC02 R03AK06 R03BB04 R03AK07 R03BA02 R03AC13 R03DC03 R03AL06 R03AK08 R03BA01',
  ),
  group(
    7,
    everyone,
    allAges,
    'R06AE07 R01AD09 R06AX27 R06AX13 R01AD12 R05DA01 R06AD02 R01AC02 R06AX26 R05CB01',
  ),
  group(
    4,
    everyone,
    older,
    'S01EE01 S01ED51 S01EE04 S01ED01 S01XA20 S01AA01 S01EC03 S01GX09 S02CA06 S01BA01',
  ),
];
