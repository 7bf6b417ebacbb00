import type { CodeGroup } from './weighted-codes.ts';

type Age = CodeGroup['age'];
type Sex = CodeGroup['sex'];

const everyone: Sex = [1, 1];
const men: Sex = [1, 0];
const women: Sex = [0, 1];
const children: Age = [1, 0.05, 0.02, 0.02];
const allAges: Age = [1, 1, 1, 1];
const adults: Age = [0.15, 1, 1, 1];
const working: Age = [0.3, 1, 0.8, 0.3];
const fertile: Age = [0.02, 1, 0, 0];
const older: Age = [0.02, 0.25, 1, 1.6];
const old: Age = [0, 0.05, 0.6, 2];

const group = (weight: number, sex: Sex, age: Age, codes: string): CodeGroup => ({ weight, sex, age, codes });

/** Main diagnoses of specialist care, ICD-10 without the point: common codes with plausible, not measured, weights. */
export const diagnoses: readonly CodeGroup[] = [
  group(3, everyone, allAges, 'A099 A419 A490 A415 A084 A410 A080 A047 A499 A463 A469 A692 A379 A150'),
  group(2, everyone, allAges, 'B349 B029 B182 B270 B001 B084 B972 B342 B019 B373 B169 B859'),
  group(9, [0.008, 1], older, 'C509 C504 C502 C508 C505 C503 C501 C500 C506'),
  group(8, men, older, 'C61'),
  group(7, everyone, older, 'C187 C20 C180 C182 C186 C189 C184 C19 C183 C185 C181 C188'),
  group(6, everyone, older, 'C341 C349 C343 C340 C342 C348 C450'),
  group(4, everyone, older, 'C679 C670 C672 C64 C65 C674 C678 C66'),
  group(5, everyone, older, 'C443 C449 C444 C437 C435 C436 C439 C445 C446 C433 C447'),
  group(3, everyone, older, 'C833 C900 C911 C829 C859 C920 C819 C910 C884 C921'),
  group(3, everyone, older, 'C259 C250 C169 C160 C220 C159 C155 C221 C240 C249'),
  group(2, women, older, 'C541 C56 C539 C530 C519 C570 C549'),
  group(2, everyone, adults, 'C719 C711 C73 C712 C629 C760 C793 C795 C787 C780 C773'),
  group(3, everyone, adults, 'D509 D126 D649 D123 D125 D122 D472 D239 D229 D352 D329 D693 D869'),
  group(6, everyone, adults, 'E119 E109 E108 E118 E101 E116 E103 E113 E112 E100 E110'),
  group(4, everyone, adults, 'E059 E039 E050 E660 E668 E780 E871 E876 E041 E210 E271 E301 E343 E559'),
  group(3, everyone, old, 'F009 F03 F019 F050 F059 F002 F011'),
  group(4, everyone, working, 'F102 F100 F192 F112 F132 F122 F190 F101 F151'),
  group(
    9,
    everyone,
    working,
    'F322 F321 F331 F432 F411 F419 F431 F332 F410 F339 F401 F412 F422 F429 F329 F330 F400',
  ),
  group(3, everyone, working, 'F200 F312 F319 F250 F209 F229 F310 F239 F311'),
  group(4, [0.4, 1], [0.8, 1, 0.1, 0.02], 'F603 F500 F502 F609 F509 F606 F619'),
  group(7, [1.5, 1], [1, 0.25, 0.01, 0], 'F900 F901 F845 F840 F988 F909 F939 F809 F819 F952 F848'),
  group(
    5,
    everyone,
    allAges,
    'G409 G403 G402 G439 G431 G473 G560 G35 G20 G253 G442 G510 G629 G700 G804 G919',
  ),
  group(8, everyone, old, 'H251 H269 H353 H401 H409 H259 H903 H911 H355 H360 H332 H041'),
  group(4, everyone, allAges, 'H669 H652 H501 H524 H521 H811 H109 H931 H605 H729 H906 H190'),
  group(7, everyone, old, 'I48 I489 I480 I481 I482 I509 I500 I501 I442 I495 I350'),
  group(7, [1.7, 1], older, 'I251 I214 I209 I200 I259 I219 I210 I211 I252 I208 I255'),
  group(5, everyone, old, 'I639 I634 I633 I619 I609 I649 I635 I630 I620 I693 I652'),
  group(4, everyone, older, 'I10 I269 I839 I702 I714 I802 I849 I739 I471 I831 I110 I129 I872 I951'),
  group(5, everyone, allAges, 'J189 J159 J180 J22 J209 J129 J100 J111 J690 J151'),
  group(5, everyone, older, 'J441 J440 J449 J961 J969 J841 J90 J439 J432'),
  group(5, everyone, children, 'J210 J219 J352 J350 J351 J450 J050 J353 J459 J069'),
  group(3, everyone, working, 'J342 J329 J038 J036 J451 J309 J320 J340 J359 J381'),
  group(4, everyone, allAges, 'K359 K358 K353 K590 K529 K297 K219 K580 K589 K900 K210 K591'),
  group(5, everyone, adults, 'K802 K409 K800 K810 K801 K859 K439 K429 K805 K850 K851 K469'),
  group(4, everyone, adults, 'K519 K509 K508 K518 K515 K500 K501 K510 K512'),
  group(4, everyone, older, 'K573 K566 K922 K572 K746 K703 K565 K625 K264 K269 K254 K635 K921'),
  group(2, everyone, working, 'K010 K011 K083 K073 K047 K603 K610 K649 K601 K640'),
  group(4, everyone, adults, 'L400 L405 L209 L039 L309 L031 L720 L089 L509 L732 L959 L570 L97 L899'),
  group(8, everyone, older, 'M171 M161 M179 M169 M199 M189 M160 M170 M202'),
  group(8, everyone, adults, 'M545 M511 M544 M480 M542 M549 M501 M431 M479 M415'),
  group(5, [1, 1.6], adults, 'M069 M059 M060 M459 M073 M353 M329 M130 M315 M350 M109'),
  group(5, everyone, adults, 'M754 M751 M232 M233 M796 M797 M255 M720 M678 M653 M750 M816 M800 M770'),
  group(5, everyone, older, 'N390 N185 N189 N179 N184 N183 N10 N181 N200 N201 N132'),
  group(4, men, older, 'N40 N138 N47 N433 N459 N484 N508'),
  group(4, women, adults, 'N950 N920 N939 N811 N841 N809 N832 N819 N801 N393 N814 N872 N979 N871'),
  group(
    22,
    women,
    fertile,
    'O80 O800 O809 O039 O049 O820 O244 O700 O622 O480 O149 O429 O321 O342 O471 O140 O721 O210',
  ),
  group(3, everyone, children, 'P599 P073 P220 P081 P590 P229 P071 P369 P921 P051 P241'),
  group(2, everyone, children, 'Q211 Q210 Q250 Q660 Q909 Q531 Q650 Q541 Q381 Q359 Q620 Q673'),
  group(
    12,
    everyone,
    allAges,
    'R104 R074 R55 R51 R101 R103 R073 R060 R42 R509 R002 R072 R100 R31 R33 R568 R410 R11 R529 R208',
  ),
  group(
    6,
    everyone,
    allAges,
    'S525 S060 S626 S826 S828 S424 S422 S420 S610 S934 S824 S521 S010 S018 S720 S062 S223 S320 S832 S835',
  ),
  group(5, everyone, old, 'S720 S721 S722 S325 S422 S525 S729'),
  group(3, everyone, adults, 'T840 T814 T509 T424 T391 T810 T887 T845 T855 T780 T439 T659 T821 T784'),
  group(9, everyone, older, 'Z098 Z511 Z080 Z089 Z094 Z509 Z512 Z510 Z491 Z450 Z048 Z488 Z950 Z966'),
  group(8, everyone, allAges, 'Z038 Z039 Z032 Z713 Z098 Z133 Z719 Z034 Z099 Z718 Z047'),
  group(10, women, fertile, 'Z348 Z359 Z321 Z358 Z369 Z390 Z392 Z340 Z349'),
];

/** Underlying causes of death, ICD-10 without the point. */
export const causesOfDeath: readonly CodeGroup[] = [
  group(22, everyone, old, 'I259 I219 I509 I251 I639 I64 I48 I350 I619 I119 I694 I714 I609'),
  group(26, everyone, older, 'C349 C189 C259 C20 C719 C169 C900 C679 C439 C159 C64 C859 C920 C221 C80'),
  group(6, men, older, 'C61'),
  group(5, [0.01, 1], older, 'C509 C508'),
  group(2, women, older, 'C56 C541 C539'),
  group(12, everyone, old, 'F03 G309 F019 G20 F009'),
  group(9, everyone, old, 'J449 J189 J841 J440 J439 J690'),
  group(6, everyone, older, 'E149 E119 K709 K746 N189 K922 A419 N390 K566'),
  group(5, everyone, [2, 6, 1.5, 1], 'X599 X700 X440 W199 W180 X420 V435 X709 V877 W749'),
  group(3, everyone, [6, 1, 1, 1], 'R99 R54 R95 R960 P072 Q249 Q913'),
  group(2, everyone, older, 'U071 J110 A099'),
];
