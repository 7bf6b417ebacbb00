/** What the unit files need to know; paths are absolute. */
export interface UnitSettings {
  /** Node and the program, and what comes before the command. */
  readonly program: readonly string[];
  readonly pipelines: string;
  readonly state: string;
  readonly metrics: string | undefined;
  /** Folders that runs write in, beside the state directory. */
  readonly writable: readonly string[];
  readonly user: string;
}

/** A file for /etc/systemd/system. */
export interface UnitFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Unit files of systemd.service(5) and systemd.timer(5): a timer that calls `batch` each five minutes, which also after
 * the machine was off makes good what was missed; and as another way one service that stays. Only the main process is
 * told to stop (KillMode=mixed), since it stops its runs itself; no core dump, since it would hold register data.
 */
export function renderUnits(settings: UnitSettings): readonly UnitFile[] {
  return [
    { name: 'tilrette-batch.service', text: render(batchService(settings)) },
    { name: 'tilrette-batch.timer', text: render(timer) },
    { name: 'tilrette-schedule.service', text: render(scheduleService(settings)) },
  ];
}

type Sections = Readonly<Record<string, readonly string[]>>;

const batchService = (settings: UnitSettings): Sections => ({
  Unit: ['Description=tilrette: run the pipelines that are due'],
  Service: ['Type=oneshot', `ExecStart=${command(settings, 'batch')}`, ...confined(settings)],
});

const timer: Sections = {
  Unit: ['Description=tilrette: look every five minutes which pipelines are due'],
  Timer: ['OnCalendar=*:0/5', 'Persistent=true', 'AccuracySec=1s'],
  Install: ['WantedBy=timers.target'],
};

const scheduleService = (settings: UnitSettings): Sections => ({
  Unit: ['Description=tilrette: run pipelines when they are due', 'Conflicts=tilrette-batch.timer'],
  Service: [
    'Type=exec',
    `ExecStart=${command(settings, 'schedule')}`,
    'Restart=on-failure',
    'RestartSec=60',
    'SuccessExitStatus=130',
    ...confined(settings),
  ],
  Install: ['WantedBy=multi-user.target'],
});

function command({ program, pipelines, metrics }: UnitSettings, name: string): string {
  const metric = metrics === undefined ? [] : ['--metrikk', metrics];
  return [...program, name, '--pipelines', pipelines, '--json', ...metric].map(quoted).join(' ');
}

const confined = ({ state, writable, user }: UnitSettings): readonly string[] => [
  `User=${user}`,
  `Environment=${quoted(`TILRETTE_HJEM=${state}`)}`,
  'UMask=0077',
  'KillMode=mixed',
  'TimeoutStopSec=10min',
  'LimitCORE=0',
  'MemorySwapMax=0',
  'NoNewPrivileges=true',
  'PrivateTmp=true',
  'ProtectSystem=strict',
  `ReadWritePaths=${[state, ...writable].map(quoted).join(' ')}`,
];

/** As systemd.syntax(7) quotes: `%` begins a specifier and `$` a variable. */
const quoted = (word: string): string => {
  const escaped = word
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$');
  return /^[A-Za-z0-9_@:.,/+=-]+$/.test(word) ? word : `"${escaped}"`;
};

const render = (sections: Sections): string =>
  Object.entries(sections)
    .map(([name, lines]) => `[${name}]\n${lines.join('\n')}\n`)
    .join('\n');
