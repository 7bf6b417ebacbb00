import { unreachable } from '../base/unreachable.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import type { ReportedDelivery } from './delivery.ts';
import { html, type Html } from './html.ts';
import { renderTable } from './table.ts';

/** How the package is verified and opened with common tools alone. */
export function renderOpening(d: ReportedDelivery): Html {
  const first = d.tables[0]?.parts[0]?.fil ?? 'data/…';
  const verify = `ssh-keygen -Y verify -f avsendere -I ${d.principal} -n tilrette \\
  -s manifest.json.sig < manifest.json`;
  return html`<h2>Slik åpnes pakken</h2>
    <p>
      Alt kan gjøres med kjente verktøy, uten <code>tilrette</code>. Kommandoene kjøres i mappen som har
      <code>manifest.json</code>.
    </p>
    <ol>
      <li>
        <p>
          Kontroller underskriften. Filen <code>avsendere</code> (registerforvalters offentlige nøkkel på
          formen <code>allowed_signers</code>) må være mottatt på en annen måte enn pakken.
        </p>
        <pre tabindex="0"><code>${verify}</code></pre>
      </li>
      <li>
        <p>
          Kontroller at filene er de som er underskrevet: SHA-256 av hver kryptert fil står i
          <code>manifest.json</code>, i rekkefølge. Ingen fil skal mangle, og ingen være til overs.
        </p>
        <pre tabindex="0"><code>sha256sum data/* dokumentasjon/*</code></pre>
      </li>
      <li>
        <p>Dekrypter. Gjør det samme med hver fil.</p>
        <pre tabindex="0"><code>${decryption(d.vedtak.utlevering.kryptering, first)}</code></pre>
      </li>
      <li>
        <p>
          Kontroller klarteksten mot listen under. Den står også i <code>dokumentasjon/innhold.json</code>.
        </p>
      </li>
    </ol>
    ${renderFiles(d)}
    <p>
      <code>datapackage.json</code> og <code>ro-crate-metadata.json</code> beskriver hele leveransen og skal
      ligge i mappen over <code>data</code> og <code>dokumentasjon</code> når de leses av andre verktøy.
    </p>
    <p>
      Med <code>tilrette unpack PAKKE --identitet NØKKEL --ut MAPPE</code> gjøres alt dette på én gang, og
      ingenting skrives før alt er kontrollert.
    </p> `;
}

const plain = (fil: string): string => fil.replace(/\.[a-z0-9]+$/, '');
const base = (fil: string): string => plain(fil).replace(/^.*\//, '');

function decryption(kind: Vedtak['utlevering']['kryptering'], fil: string): string {
  switch (kind) {
    case 'age':
      return `age --decrypt --identity noekkel.txt --output ${base(fil)} ${fil}`;
    case 'passord':
      return `age --decrypt --output ${base(fil)} ${fil}`;
    case 'openpgp':
      return `gpg --decrypt --output ${base(fil)} ${fil}`;
    case 'crypt4gh':
      return `crypt4gh decrypt --sk noekkel.sec < ${fil} > ${base(fil)}`;
    default:
      return unreachable(kind);
  }
}

function renderFiles(d: ReportedDelivery): Html {
  const rows = d.tables.flatMap((t) =>
    t.parts.map((part) => [plain(part.fil), html`<code>${part.plaintextSha256}</code>`]),
  );
  return renderTable('Klartekst av hver del', [{ name: 'Fil' }, { name: 'SHA-256' }], rows);
}
