const day = (from: string, i: number): string =>
  new Date(Date.parse(from) + i * 86_400_000).toISOString().slice(0, 10);
const moment = (i: number): string => `${day('2020-01-01', i)} 12:00:05`;
const integers = ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'];
/** What each column of the fixtures holds in row i, as DuckDB writes it. */
export const expected: Readonly<Record<string, (i: number) => string>> = {
  utf8: (i) => `v${String(i).padStart(5, '0')}`,
  large: (i) => `L${String(i).padStart(5, '0')}`,
  view: (i) => `${i % 2 === 1 ? 'view-long-enough-' : 's'}${String(i).padStart(5, '0')}`,
  dict: (i) => `d${i % 7}`,
  date32: (i) => day('2020-01-01', i),
  date64: (i) => day('1969-12-01', i),
  ts_s: moment,
  ts_ms: moment,
  ts_us: moment,
  ts_ns: moment,
  ...Object.fromEntries(integers.map((name) => [name, String])),
  ...Object.fromEntries(['float16', 'float32', 'float64'].map((name) => [name, (i: number) => i.toFixed(1)])),
  dec: (i) => (i / 100).toFixed(2),
  dec0: String,
  bool: (i) => String(i % 2 === 0),
};
